/** Models that begin with a trained network. */
import { type FrameNetwork, hasShape } from '../codec/frame-network.js';
import { ForesayError } from '../errors.js';
import { always, type Choice } from '../model/model-for-length.js';
import { formatSpec, type ModelSpec, makeSpec } from '../model/model-spec.js';
import { type CompressSettings, forEachKind, type Models } from './settings.js';

/** Learning rates of a trained network. */
const LEARNING: Partial<ModelSpec> = {};

/** Learning rates of a network whose weights stay as they are. */
const FROZEN: Partial<ModelSpec> = { rate: 0, floor: 0, headRate: 0, headFloor: 0 };

/**
 * The model for each kind of data: those of the settings with `network` in place of their own network, or the network
 * alone. Throws INVALID_SPEC for a model whose network has another shape, INVALID_OPTION for one that needs a network when
 * none is given.
 */
export function modelsWith(settings: CompressSettings, network: FrameNetwork | undefined): Models {
  const { models, isNetworkAlone } = settings;
  if (!network) {
    if (Object.values(models).some(({ spec }) => spec.weights === 'trained'))
      throw new ForesayError('INVALID_OPTION', 'a model with weights=trained needs a network');
    return models;
  }
  if (isNetworkAlone) {
    const alone = always(makeSpec(fieldsOf(network, settings)));
    return forEachKind(() => alone);
  }
  return forEachKind((kind) => beginning(models[kind], network, settings));
}
