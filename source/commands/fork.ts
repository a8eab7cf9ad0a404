import type {Command} from './command.ts';
import {runFlags, runOptionsHelp} from './run/options.ts';

export const fork: Command = {
	name: 'fork',
	summary: 'Begin a new run with the history of another: what is unchanged is taken over, not paid for',
	usage: 'fork <run>',
	most: 1,
	flags: {
		...runFlags,
		from: {type: 'string', isMultiple: true},
		set: {type: 'string', isMultiple: true},
		at: {type: 'string'},
	},
	help: `
  What is made anew
    --from NAME              the operation NAME, and whatever depends on it
    --set NAME=TEXT|@FILE    puts a text in the place of NAME's output; what depends on it is made anew
    --request TEXT           puts another task in the place of the one there was
    --model NAME=M           the operation NAME, with this model; --model M is for all that is made anew
    --at N                   the other run as it stood after its first N actions
${runOptionsHelp({begins: false})}
  Examples
    $ orchestrai fork 2026-11-22_14-03 --from code --model code=large
    $ orchestrai fork 2026-11-22_14-03 --set code_plan=@plan.md
`,
	async run(invocation) {
		const {forkRun} = await import('./fork/fork-run.ts');
		return forkRun(invocation);
	},
};
