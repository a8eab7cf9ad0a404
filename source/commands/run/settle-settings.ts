import type {RunSettings} from '../../core/events.ts';
import type {RunFlags} from './flags.ts';

/** What the run is held to: flags over what the run had before, over the defaults of where it runs. */
export function settleSettings(
	flags: RunFlags,
	{
		interactive,
		before,
		...facts
	}: {interactive: boolean; before: RunSettings | null} & Pick<
		RunSettings,
		'roles' | 'base_url' | 'keyless' | 'cassette' | 'record' | 'strict' | 'parameters'
	>,
): RunSettings {
	return {
		review: flags.review ?? before?.review ?? (interactive ? 'all' : 'declared'),
		concurrency: flags.concurrency ?? before?.concurrency ?? 8,
		...facts,
		model: flags.model ?? before?.model ?? null,
		models: {...before?.models, ...flags.models},
		// What a ceiling was raised to since is the run's own to keep.
		budget: flags.budget,
		ask_at_usd: interactive ? 1 : null,
		// A log may tighten what runs, never loosen it: it is a file that others could have written.
		allow_run:
			flags.allowRun ?? (before?.allow_run === 'always' ? 'sandbox' : before?.allow_run) ?? 'sandbox',
		allow_install: flags.allowInstall,
	};
}
