import {check} from './check.ts';
import type {Command} from './command.ts';
import {demo} from './demo.ts';
import {diff} from './diff.ts';
import {doctor} from './doctor.ts';
import {exportRun} from './export.ts';
import {fork} from './fork.ts';
import {graph} from './graph.ts';
import {login} from './login.ts';
import {models} from './models.ts';
import {newThing} from './new.ts';
import {replay} from './replay.ts';
import {resume} from './resume.ts';
import {run} from './run.ts';
import {runs} from './runs.ts';
import {schema} from './schema.ts';
import {test} from './test.ts';

export {home} from './home.ts';

export const commands: Command[] = [
	run,
	demo,
	resume,
	fork,
	replay,
	runs,
	diff,
	exportRun,
	check,
	graph,
	newThing,
	test,
	schema,
	models,
	login,
	doctor,
];

const widest = Math.max(...commands.map(({usage}) => usage.length));

export const generalHelp = `
  Usage
    $ orchestrai ${''.padEnd(widest)}  Home: pipelines and past runs
${commands.map(({usage, summary}) => `    $ orchestrai ${usage.padEnd(widest)}  ${summary}`).join('\n')}

  Every command has its own --help (-h). --version (-v) says which this is; --debug shows stack traces.
  --ascii draws without Unicode; --screen-reader shows screens as lines that are read aloud.
  Exit codes: 0 done, 1 failed, 2 wrong usage or pipeline, 3 waits for a person, 4 budget reached,
  130 interrupted (129, 131, 143 by a signal), 141 if nobody reads what it prints.

  Examples
    $ orchestrai demo
    $ orchestrai run engineering --request "A terminal game of 2048"
`;
