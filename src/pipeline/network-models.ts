/** Models that begin with a trained network. */
import { type FrameNetwork, hasShape } from '../codec/frame-network.js';
import { ForesayError } from '../errors.js';
import { NETWORK_FIELDS } from '../model/fields.js';
import { always, type Choice } from '../model/model-for-length.js';
import { formatSpec, type ModelSpec, makeSpec } from '../model/model-spec.js';
import type { NetworkShape } from '../network/network.js';
import { type CompressSettings, forEachKind, type Models } from './settings.js';

/**
 * How a trained network goes on learning: far slower than one with random weights. lstm(64x1) learned 300 KB of a book, of
 * DNA and of a noisy XOR sequence in six passes, and coded the next 100 KB with 2.368, 1.893 and 0.286 bits a symbol. Without learning
 * it took 2.376, 1.897 and 0.284, and with 0.3 times the default rates 2.469, 1.906 and 0.292. Embeddings of more symbols,
 * which begin with zeros, gain nothing beside a mix.
 */
const RATES = { rate: 0.00005, floor: 0.00001, headRate: 0.0001, headFloor: 0.00002 };

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
  const frozen = networkLearns ? {} : FROZEN;
  if (modelsFrom === 'model')
    return mapModels(models, (spec) => {
      checkShape(spec, shape);
      return makeSpec({ ...spec, weights: 'trained', ...ratesOf(spec), ...frozen });
    });
  const lag = networkLearns && width >= WIDE ? 1 : 0;
  const fields = { ...shape, weights: 'trained', ngrams: 1, lag, ...RATES, ...frozen } as const;
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
