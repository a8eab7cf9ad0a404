import type {ProgramRan} from '../events.ts';
import type {RunState} from './run-state.ts';

/** Whether what ran is the program that the run makes, and no help of a module's on the way to a text. */
export function isOfProgram({module, purpose}: ProgramRan, modules: RunState['modules']): boolean {
	return purpose === 'run' && module !== null && modules[module]?.yields === 'codebase';
}
