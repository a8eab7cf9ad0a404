import {LogError} from '../../core/log-error.ts';
import type {LogProblem} from './log-problem.ts';

/** What a log throws that cannot be read or written; `problem` is a value to pass on. */
export class LogFault extends LogError {
	readonly problem: LogProblem;
	constructor(problem: LogProblem) {
		super(problem.problem, {cause: problem.cause});
		this.problem = problem;
	}
}
