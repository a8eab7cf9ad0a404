/** What the folder in which a run begins may contribute, and with whose leave. */
import type {Pipeline} from '../../core/pipeline/pipeline.ts';
import {readSettings, type Settings} from '../../io/library/settings.ts';
import {type Surroundings, UsageError} from '../command.ts';
import type {RunFlags} from './flags.ts';
import {isInteractive} from './is-interactive.ts';
import {type ModuleNames, printProblems, usesModulesOf} from './plan.ts';
import {settleTrust} from './trust.ts';

type Settled = {
	settings: Settings;
	/** Whether the folder's code may be imported. */
	trusted: boolean;
};

/** Which pipeline `config.yml` names; null if none. Needs no trust: a name is no code. */
export async function readConfiguredPipeline({folder, environment}: Surroundings): Promise<string | null> {
	const settings = await readSettings({folder, environment, trusted: false});
	refuseWrong(settings);
	return settings.pipeline?.value ?? null;
}

/**
 * Settles whether the folder's code and providers may be used for this pipeline, and reads its settings so. `quiet`:
 * what is noteworthy about it was said before.
 */
export async function settleFolder(
	around: Surroundings,
	flags: RunFlags,
	names: ModuleNames,
	pipeline: Pipeline,
	{quiet = false}: {quiet?: boolean} = {},
): Promise<Settled> {
	const {folder, environment, stderr} = around;
	const say = (sentence: string) => quiet || stderr.write(`${sentence}\n`);
	for (const sentence of names.problems) say(sentence);
	const trusted = await settleTrust(around, {
		given: flags.trust,
		interactive: isInteractive(around, flags),
		needsModules: usesModulesOf(names, pipeline),
	});
	const settings = await readSettings({folder, environment, trusted, baseUrl: flags.baseUrl});
	refuseWrong(settings);
	for (const note of settings.notes) say(note);
	return {settings: flags.keyless ? {...settings, keyless: true} : settings, trusted};
}

/** For the demo, which takes nothing from the folder: keys are read only so that they can be kept off the disk. */
export async function readKeysAlone({folder, environment}: Surroundings): Promise<Settled> {
	const settings = await readSettings({folder, environment, trusted: false});
	return {
		settings: {
			...settings,
			base_url: null,
			endpoint_withheld: null,
			roles: {},
			places: {},
			parameters: {},
		},
		trusted: false,
	};
}

function refuseWrong({problems}: Settings): void {
	const errors = problems.filter(({severity}) => severity === 'error');
	if (errors.length > 0) throw new UsageError(`the settings are wrong.\n\n${printProblems(errors)}`);
}
