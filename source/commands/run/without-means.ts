/** A run that is done, opened where it could not go on now: read as ever, and whatever is to be made is refused. */
import {type ModuleDefinition, OperationFailure} from '../../core/module.ts';
import type {Model} from '../../core/ports.ts';
import {nothingDecided} from '../../core/recorded-decisions.ts';
import {createChameleon} from '../../modules/chameleon.ts';
import {builtinModules, isBuiltIn, traitsOf} from '../../modules/registry.ts';
import type {Surroundings} from '../command.ts';
import {keysOf} from './endpoint.ts';
import type {RunFlags} from './flags.ts';
import {readKeysAlone} from './folder.ts';
import type {Prepared} from './run-pipeline.ts';
import {settleSettings} from './settle-settings.ts';
import {openRunner, type Sitting} from './sitting.ts';
import {keyNamesOf} from './without-keys.ts';

/** `why`: what is missing, and what to do about it: the sentence with which an operation then fails. */
export async function withoutMeans(
	sitting: Sitting,
	flags: RunFlags,
	around: Surroundings,
	why: string,
): Promise<Prepared> {
	const {operations, modules: recorded, settings: before} = sitting.store.state();
	const {settings} = await readKeysAlone(around);
	const secrets = keysOf(settings);
	sitting.keepSecret(secrets);
	const modules = new Map(
		[...operations.values()].map(({operation: {module}}) => {
			const traits = Object.hasOwn(recorded, module) ? recorded[module] : undefined;
			const definition =
				traits && !isBuiltIn(traits)
					? refusing(module, why)
					: (builtinModules.get(module) ?? createChameleon(module));
			return [module, {definition, traits: traits ?? traitsOf(definition)}];
		}),
	);
	return {
		sitting,
		modules,
		answering: {model: unreachable(before.cassette !== null, why), secrets, pricing: null, recordInto: null},
		label: before.cassette === null ? 'no model now' : null,
		flags,
		interactive: true,
		around,
		runner: openRunner(sitting.folder, null),
		first: [{type: 'run-resumed', settings: settleSettings(flags, {...before, interactive: true, before})}],
		suggested: [],
		decided: nothingDecided,
		before: null,
		notify: settings.notify,
		keyNames: keyNamesOf(settings),
	};
}

function refusing(name: string, why: string): ModuleDefinition {
	return {
		name,
		describe: 'Cannot be run now.',
		run() {
			throw new OperationFailure({kind: 'module', message: why});
		},
	};
}

function unreachable(recorded: boolean, why: string): Model {
	return {
		kind: recorded ? 'recorded' : 'live',
		resolve: name => ({model: name ?? '', note: null}),
		obstacle: () => ({message: why, remedy: ''}),
		async *stream() {
			yield {
				type: 'failed',
				fault: {
					kind: 'no-model',
					message: why,
					remedy: null,
					retryable: false,
					retry_after_ms: null,
					possibly_paid: false,
					partial: '',
					usage: null,
					cost_usd: 0,
				},
			};
		},
	};
}
