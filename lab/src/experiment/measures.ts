/** The measures of cases: a network after training, a network that learns while it codes, a coder. */
import type { Baseline } from '../baselines/baseline.js';
import { foresayLevel, foresayModel, symbolBaselines } from '../baselines/baseline.js';
import { measure } from '../baselines/measure.js';
import { programBaselines } from '../baselines/programs.js';
import { LabError } from '../errors.js';
import { NOTE_SCHEDULE, NOTE_TRAINER, type TrainingOptions } from '../training/options.js';
import type { SavedModel } from '../training/saved-model.js';
import { type TrainingResult, trainModel } from '../training/train-model.js';
import type { OnlineSchedule } from './archive-header.js';
import type { CaseContext, CurvePoint, Json, Measure, Measured } from './experiment.js';
import { Interrupted, Unavailable } from './interruption.js';
import { type OnlineTrainer, onlineArchive, trainedArchive } from './online-archive.js';

/** Options of trainModel() that an experiment chooses; the runner adds data, seed, threads and checkpoint. */
export interface Trained
  extends Omit<TrainingOptions, 'data' | 'validation' | 'checkpoint' | 'entropy' | 'trainer'> {
  readonly trainer?: Omit<NonNullable<TrainingOptions['trainer']>, 'seed' | 'threads'> | undefined;
  /** Whether training stops when validation is within `margin` of the source's entropy. Default: false. */
  readonly stopAtEntropy?: boolean | undefined;
}

/** Which of a training run's figures is the case's. */
export type TrainedKind = 'validation' | 'one pass' | 'training';

/**
 * Trains a network. `validation`: bits a symbol of the validation sequence at the end, learning not counted. `one pass`: of the
 * first epoch, each symbol predicted before it was learned. `training`: of the last report.
 */
export function trained(
  options: Trained,
  kind: TrainedKind = 'validation',
  probe?: Probe,
): Measure {
  return {
    kind,
    settings: settingsOf(options),
    run: (context) => trainedBits(options, kind, context, probe),
  };
}

/** Defaults of trainModel() too: a result belongs to the values that it was made with. */
export function settingsOf(options: Trained): Measure['settings'] {
  return {
    ...NOTE_SCHEDULE,
    ...options,
    trainer: { ...NOTE_TRAINER, ...options.trainer },
  } as unknown as Measure['settings'];
}

/** Further columns of the table, from the trained model. */
export type Probe = (
  model: SavedModel,
  context: CaseContext,
) => Promise<Readonly<Record<string, number>>>;

async function trainedBits(
  options: Trained,
  kind: TrainedKind,
  context: CaseContext,
  probe: Probe | undefined,
): Promise<Measured> {
  const result = await train(options, context);
  const bits = {
    validation: result.validationBits,
    'one pass': result.onePassBits,
    training: result.trainBits,
  };
  const value = bits[kind];
  if (value === undefined) throw new LabError(`the training has no figure of '${kind}'`);
  return {
    bits: value,
    symbols: result.symbols,
    seconds: result.seconds,
    figures: {
      ...(kind !== 'training' && result.trainBits !== undefined && { training: result.trainBits }),
      parameters: result.parameters,
      ...(await probe?.(result.model, context)),
    },
    stopped: stoppedText(result),
  };
}

/** Bits of a parameter in an archive: an f32. */
const PARAMETER_BITS = 32;

/** Rows that read an archive of a trained network side by side. */
const ARCHIVE_SHAPE = { rows: 64, length: 64 } as const;

/**
 * Trains a network in many epochs, then codes the sequence with it: bits of the archive, which is decoded and compared, and
 * of the parameters, which a decoder needs as well. The table has both.
 */
export function withWeights(options: Trained): Measure {
  return {
    kind: 'archive and weights',
    settings: { ...settingsOf(options), header: 'counted' },
    async run(context) {
      const { sequence, signal } = context;
      const result = await train(options, context);
      const archive = await trainedArchive(sequence, result.model, ARCHIVE_SHAPE, { signal });
      const payload = archive.bits / sequence.symbols.length;
      const weights = (PARAMETER_BITS * result.parameters) / sequence.symbols.length;
      return {
        bits: payload + weights,
        symbols: result.symbols,
        seconds: result.seconds + archive.seconds + archive.decodeSeconds,
        figures: { payload, weights, parameters: result.parameters },
        stopped: stoppedText(result),
      };
    },
  };
}

/** Why a training ended before its time. */
export function stoppedText({
  stopped,
  seconds,
}: Pick<TrainingResult, 'stopped' | 'seconds'>): string | undefined {
  return stopped === 'limit' ? `after ${Math.round(seconds)} s` : undefined;
}

/** Trains a network. Throws Interrupted. */
export async function train(
  { stopAtEntropy = false, trainer, ...options }: Trained,
  context: CaseContext,
): Promise<TrainingResult> {
  const { sequence, validation, entropy, seed, threads, checkpoint, signal, report } = context;
  const result = await trainModel(
    {
      ...options,
      data: sequence,
      validation,
      trainer: { ...trainer, seed, threads },
      entropy: stopAtEntropy ? entropy : undefined,
      checkpoint: { path: checkpoint, resume: true },
    },
    {
      signal,
      onStart: ({ curve }) => curve.map(pointOf).forEach(report),
      onReport: (point) => report(pointOf(point)),
    },
  );
  if (result.stopped === 'aborted') throw new Interrupted();
  return result;
}

function pointOf({
  symbols,
  train: bits,
  validation,
}: {
  symbols: number;
  train: number;
  validation?: number;
}): CurvePoint {
  return { symbols, bits, validation };
}

/** A measure with further columns of the table, from what it measured. */
export function withFigures(
  one: Measure,
  figures: (measured: Measured) => Readonly<Record<string, number>>,
): Measure {
  return {
    ...one,
    async run(context) {
      const measured = await one.run(context);
      return { ...measured, figures: { ...figures(measured), ...measured.figures } };
    },
  };
}

export interface Archived extends OnlineSchedule {
  readonly trainer: Omit<OnlineTrainer, 'seed' | 'threads'>;
}

/** A network that learns while it codes, in one pass: bits of the archive, which is decoded and compared. */
export function archived({ trainer, ...schedule }: Archived): Measure {
  return {
    kind: 'archive',
    settings: { trainer, ...schedule, header: 'counted' } as unknown as Measure['settings'],
    async run({ sequence, seed, threads, checkpoint, signal, report }) {
      const { symbols } = sequence;
      const { bits, ideal, seconds, decodeSeconds } = await onlineArchive(
        sequence,
        { ...trainer, seed, threads },
        schedule,
        { signal, checkpoint, onPoint: report },
      );
      return {
        bits: bits / symbols.length,
        symbols: symbols.length,
        seconds: seconds + decodeSeconds,
        figures: { bytes: bits / 8, ideal: ideal / symbols.length },
      };
    },
  };
}

/**
 * A compressor of `foresay-lab baselines`, by name: `xz -9e`, `adaptive order 12`, `foresay -6`; or foresay with a model:
 * `foresay lstm(128x1)`.
 */
export function coded(name: string): Measure {
  const order = /^(?:adaptive|static) order (\d+)$/.exec(name);
  const level = /^foresay -(\d)$/.exec(name);
  const model = /^foresay (\w+\(.*\))$/.exec(name);
  const candidates = [
    ...(order === null ? [] : symbolBaselines(Number(order[1]))),
    ...(level === null ? [] : [foresayLevel(Number(level[1]))]),
    ...(model === null ? [] : [foresayModel(model[1] as string)]),
    ...programBaselines(),
  ];
  const baseline = candidates.find((one) => one.name === name);
  if (baseline === undefined) throw new LabError(`there is no coder '${name}'`);
  return codedWith(baseline, {});
}

/** A compressor. @param settings What its name does not say. */
export function codedWith(baseline: Baseline, settings: Readonly<Record<string, Json>>): Measure {
  return {
    kind: 'archive',
    settings: { coder: baseline.name, ...settings },
    async run({ sequence, signal }) {
      if (!baseline.available()) throw new Unavailable(`${baseline.name} is not installed`);
      const measured = await measure(baseline, sequence, signal).catch((error: unknown) => {
        throw signal.aborted ? new Interrupted() : error;
      });
      const { bitsPerSymbol, bytes, encodeSeconds, decodeSeconds } = measured;
      return {
        bits: bitsPerSymbol,
        symbols: sequence.symbols.length,
        seconds: encodeSeconds + decodeSeconds,
        figures: { bytes },
      };
    },
  };
}
