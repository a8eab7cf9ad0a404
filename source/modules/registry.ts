/** The modules that come with the app. Any other name with a system prompt is a chameleon. */
import type {ModuleTraits} from '../core/events.ts';
import type {ModuleDefinition} from '../core/module.ts';
import {createReadme} from './create-readme.ts';
import {debuggerModule} from './debugger/debugger.ts';
import {engineer} from './engineer.ts';
import {humanIntervention} from './human-intervention.ts';
import {modifyCodebase} from './modify-codebase.ts';
import {startModule} from './start-module.ts';

/** Raised when built-in modules would make something else of the same inputs: results then become stale. */
const BUILT_IN_VERSION = '1';

export const builtinModules: ReadonlyMap<string, ModuleDefinition> = new Map(
	[startModule, humanIntervention, engineer, debuggerModule, modifyCodebase, createReadme].map(module => [
		module.name,
		module,
	]),
);

/** What a run's log has to know of a module. `version`: a hash of a user module's file; ours by default. */
export function traitsOf(definition: ModuleDefinition, version: string = BUILT_IN_VERSION): ModuleTraits {
	const yields = definition.yields ?? 'text';
	return {
		yields,
		writes: definition.writes ?? yields === 'codebase',
		version,
		...(definition.by === 'person' ? {by: definition.by} : {}),
	};
}

/** Whether a run's log tells of a module of ours, or of a chameleon: one of the person's own is versioned by a hash. */
export function isBuiltIn({version}: ModuleTraits): boolean {
	return /^\d{1,9}$/.test(version);
}
