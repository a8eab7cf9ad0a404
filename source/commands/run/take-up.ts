/** A run that stopped is made ready to go on: what it was started with holds, unless a flag says otherwise. */
import {resolve} from 'node:path';
import {makeVisible} from '../../core/visible.ts';
import type {Settings} from '../../io/library/settings.ts';
import type {RunFolder} from '../../io/memory/run-folder.ts';
import {type Surroundings, UsageError} from '../command.ts';
import {isRehearsed, rehearse} from '../demo/rehearsal.ts';
import {checkModels} from './check-models.ts';
import type {RunFlags} from './flags.ts';
import {loadPlan} from './plan.ts';
import {chooseAnswering, readFolderSettings} from './prepare.ts';
import {isInteractive, type Prepared, settleSettings} from './run-pipeline.ts';
import {openRunner, openSitting} from './sitting.ts';

/** Null when the run is done already, which is said. */
export async function takeUp(
	runFolder: RunFolder,
	flags: RunFlags,
	around: Surroundings,
): Promise<Prepared | null> {
	const interactive = isInteractive(around, flags);
	const settings = await readFolderSettings(around, flags, interactive, null);
	const sitting = await openSitting(runFolder, []);
	const state = sitting.store.state();
	const say = (sentence: string) => around.stderr.write(`${makeVisible(sentence)}\n`);
	if (sitting.log.repair) say(sitting.log.repair.message);
	try {
		if (state.status === 'done') {
			say(`${runFolder.id} is done; there is nothing to resume.`);
			await sitting.close();
			return null;
		}

		const before = state.settings;
		const cassette = flags.cassette === null ? before.cassette : resolve(around.folder, flags.cassette);
		const base_url = settings.base_url ?? recordedEndpoint(before.base_url, settings);
		const rehearsal = cassette !== null && isRehearsed(cassette) ? await rehearse(interactive) : null;
		const plan = await loadPlan(state.pipeline, around.folder);
		const answering = await chooseAnswering(
			{
				...settings,
				base_url,
				roles: {...before.roles, ...settings.roles},
			},
			flags,
			cassette,
			'recorded',
			interactive,
		);
		const runSettings = settleSettings(flags, {
			interactive,
			before,
			roles: {...before.roles, ...settings.roles},
			base_url: base_url?.value ?? null,
			cassette,
			parameters: before.parameters,
		});
		checkModels(plan, answering.model, runSettings);
		sitting.keepSecret(answering.secrets);
		const runner = await openRunner(runFolder, rehearsal?.knownHashes);
		return {
			sitting,
			plan: {...plan, traits: state.modules},
			answering,
			flags: {...flags, answers: [...state.answers, ...flags.answers]},
			interactive,
			around,
			runner: rehearsal ? rehearsal.wrapRunner(runner) : runner,
			first: {
				type: 'run-resumed',
				settings: runSettings,
			},
			suggested: rehearsal?.suggested ?? [],
		};
	} catch (error) {
		await sitting.close();
		throw error;
	}
}

/**
 * A log is a file like any other: it may not send a key to an address that the person did not name. The
 * endpoint that it records is gone on with only on this machine; elsewhere the person names it again.
 */
function recordedEndpoint(recorded: string | null, {api_key}: Settings): Settings['base_url'] {
	if (recorded === null) return null;
	if (api_key === null || isLoopback(recorded)) return {value: recorded, from: 'flag'};
	throw new UsageError(
		`this run was made with the endpoint ${recorded}. To go on there, with your key, add --base-url ${recorded}.`,
	);
}

function isLoopback(url: string): boolean {
	return URL.canParse(url) && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
}
