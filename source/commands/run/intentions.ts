/** What the screen may ask of the run, done by its engine. */
import type {Engine} from '../../core/engine/engine.ts';
import type {Model} from '../../core/ports.ts';
import {roleNames} from '../../io/models/roles.ts';
import type {KnownModel, Steers} from '../../ui/intentions.ts';

export function steeringBy(engine: Engine): Steers {
	return {...engine, rerun: (name, model) => engine.rerun(name, model === null ? {} : {model})};
}

/** The roles and which model each means; none where a recording answers, whatever the model is called. */
export function knownModels(model: Model): KnownModel[] {
	if (model.kind === 'recorded') return [];
	return roleNames
		.map(name => ({name, means: model.resolve(name).model}))
		.filter(({means}) => model.obstacle(means) === null);
}
