/** What a module of one's own imports as `orchestrai-tui`. */
export type {FileSet} from './core/files/file-set.ts';
export {
	type Denied,
	defineModule,
	type FilesDoor,
	type Input,
	type ModelDoor,
	type ModuleContext,
	type ModuleDefinition,
	type ModuleResult,
	OperationFailure,
	type PersonDoor,
	type RunnerDoor,
} from './core/module.ts';
export type {Message, ModelAnswer, Parameters, ProgramOutcome} from './core/ports.ts';
