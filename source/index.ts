/** What a module of one's own imports as `orchestrai-tui`. */
export type {FileSet} from './core/files/file-set.ts';
export {
	type AnswerStream,
	type AskOptions,
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
	type Review,
	type RunnerDoor,
	type RunOptions,
} from './core/module.ts';
export type {Message, ModelAnswer, Parameters, ProgramOutcome} from './core/ports.ts';
