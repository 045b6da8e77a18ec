/** What `train` prints. */

import { durationText } from '../experiment/words.js';
import type { StopReason, TrainingStart } from '../training/hooks.js';
import type { Settings } from '../training/options.js';
import type { CurvePoint } from '../training/progress.js';
import { numberText } from './report.js';
import type { InputFile, TrainInput } from './train-input.js';

/** Two lines before training: the sequences and the network. */
export function headerText(
  { data, validation, entropy }: TrainInput,
  { trainer, margin }: Pick<Settings, 'trainer' | 'margin'>,
  { parameters, batchesPerEpoch }: TrainingStart,
): string {
  const { cell = '', width = 0, layers = 0, rows, length } = trainer;
  const lines = [
    fileText(data, ` of ${data.alphabetSize} ${data.alphabetSize === 1 ? 'kind' : 'kinds'}`),
    ...(validation === undefined ? [] : [fileText(validation, ' for validation')]),
    cell === 'none'
      ? `no layers, ${parameters} parameters`
      : `${cell}, ${layers} x ${width} cells, ${parameters} parameters`,
    `${rows} rows of ${length} symbols a batch, ${batchesPerEpoch} batches an epoch`,
  ];
  if (entropy !== undefined)
    lines.push(
      `entropy rate ${numberText(entropy)} bits a symbol` +
        (validation === undefined ? '' : `; validation within ${numberText(margin)} of it ends it`),
    );
  return lines.join('\n');
}

function fileText({ path, symbols, dropped }: InputFile, what: string): string {
  const skipped = dropped === 0 ? '' : `, ${dropped} outside the vocabulary left out`;
  return `${path}: ${symbols.length} symbols${what}${skipped}`;
}

export interface ReportContext {
  readonly batches: number;
  readonly epochs: number;
  readonly entropy: number | undefined;
  /** Symbols a second since the report before. */
  readonly speed: number;
  /** Seconds to the last batch of all epochs. */
  readonly left: number;
}

/** `step 1000/2440  epoch 5/10  train 0.9993  validation 0.9991  gap 0.9991  412k symbols/s  35 s left`. */
export function reportText(
  { step, epoch, train, validation }: CurvePoint,
  { batches, epochs, entropy, speed, left }: ReportContext,
): string {
  const parts = [
    `step ${step}/${batches}`,
    `epoch ${epoch}/${epochs}`,
    `train ${fixedBits(train)}`,
  ];
  if (validation !== undefined) parts.push(`validation ${fixedBits(validation)}`);
  if (entropy !== undefined) parts.push(`gap ${fixedBits((validation ?? train) - entropy)}`);
  parts.push(`${speedText(speed)} symbols/s`, `${durationText(left)} left`);
  return parts.join('  ');
}

export const STOP_TEXT: Readonly<Record<Exclude<StopReason, 'aborted'>, string>> = {
  epochs: 'all epochs are done',
  entropy: 'validation is within the margin of the entropy',
  limit: 'the limit is reached',
};

/** Five decimal places: a report's last digit is below the noise of a sequence of 10^8 symbols. */
export function fixedBits(bits: number): string {
  return bits.toFixed(5);
}

/** `412k`, `1.25M`. */
export function speedText(speed: number): string {
  if (speed >= 1e6) return `${(speed / 1e6).toFixed(2)}M`;
  return speed >= 1e4 ? `${Math.round(speed / 1e3)}k` : String(Math.round(speed));
}
