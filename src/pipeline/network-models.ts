/** Models that begin with a trained network. */
import { type FrameNetwork, hasShape } from '../codec/frame-network.js';
import { ForesayError } from '../errors.js';
import { NETWORK_FIELDS } from '../model/fields.js';
import { always, type Choice } from '../model/model-for-length.js';
import { formatSpec, type ModelSpec, makeSpec } from '../model/model-spec.js';
import type { NetworkShape } from '../network/network.js';
import { type CompressSettings, forEachKind, type Models } from './settings.js';

/**
 * How a trained network goes on learning: more slowly than one with random weights, and with gradients that are hardly
 * clipped. Clipping at 0.3, the default, shortens the few large gradients of surprising symbols but not the many small ones. Their
 * sum then points elsewhere, and a trained network unlearns. Payloads in bytes after 4 to 8 epochs, without learning | with
 * clip 0.3 and a rate of 0.0002 | with these rates: 482 KB of a book, lstm(64x1), 142,441 | 141,646 | 137,001; 500 KB of DNA,
 * lstm(32x1), 117,408 | 118,289 | 117,206; a million noisy parities, gru(16x1), 58,953 | 59,328 | 58,863. Six times lower
 * rates cost the book 1.3 %, seven times higher ones 2.7 %. Embeddings of more symbols, which begin with zeros, gain nothing
 * beside a mix.
 */
const RATES = { rate: 0.0003, floor: 0.00005, headRate: 0.0006, headFloor: 0.0001, clip: 5 };

/** A network whose weights stay as they are. */
const FROZEN = { rate: 0, floor: 0, headRate: 0, headFloor: 0 };

/** Cells from which on a second thread is worth learning one segment behind, as for levels. */
const WIDE = 256;

/**
 * The model for each kind of data: those of the settings with `network` in place of their own network, or the network
 * alone. Throws INVALID_SPEC for a model whose network has another shape, INVALID_OPTION for one that begins with a network
 * where none is given.
 */
export function modelsWith(settings: CompressSettings, network: FrameNetwork | undefined): Models {
  const { models, modelsFrom, networkLearns } = settings;
  if (!network) {
    if (Object.values(models).some(({ spec }) => spec.weights === 'trained'))
      throw new ForesayError('INVALID_OPTION', 'a model with weights=trained needs a network');
    return models;
  }
  const { cell, width, layers, norm } = network.header;
  const shape = { cell, width, layers, norm };
  if (modelsFrom === 'model')
    return mapModels(models, (spec) => {
      checkShape(spec, shape);
      const rates = networkLearns ? ratesOf(spec) : FROZEN;
      return makeSpec({ ...spec, weights: 'trained', ...rates });
    });
  const lag = networkLearns && width >= WIDE ? 1 : 0;
  const rates = networkLearns ? RATES : FROZEN;
  const fields = { ...shape, weights: 'trained', ngrams: 1, lag, ...rates } as const;
  if (modelsFrom === 'level') return mapModels(models, (spec) => makeSpec({ ...spec, ...fields }));
  const alone = always(makeSpec(fields));
  return forEachKind(() => alone);
}

/** All models mapped, but not those that are tried on noise. */
function mapModels(models: Models, map: (spec: ModelSpec) => ModelSpec): Models {
  return forEachKind((kind): Choice => {
    const { spec, shorter, ...rest } = models[kind];
    const mapped = shorter.map((one) => ({ ...one, spec: map(one.spec) }));
    return { ...rest, spec: map(spec), shorter: mapped };
  });
}

/** The rates of a trained network in place of those that have their defaults: the caller's model has others on purpose. */
function ratesOf(spec: ModelSpec): Partial<ModelSpec> {
  const names = Object.keys(RATES) as (keyof typeof RATES)[];
  const unchanged = names.filter((name) => spec[name] === NETWORK_FIELDS[name].initial);
  return Object.fromEntries(unchanged.map((name) => [name, RATES[name]]));
}

/** Throws INVALID_SPEC unless the model has a network of the shape. */
function checkShape(spec: ModelSpec, shape: NetworkShape): void {
  if (hasShape(spec, shape)) return;
  const { cell, width, layers, norm } = shape;
  throw new ForesayError(
    'INVALID_SPEC',
    `the model is ${formatSpec(spec)}, but the network is ${cell}(${width}x${layers},norm=${norm})`,
  );
}
