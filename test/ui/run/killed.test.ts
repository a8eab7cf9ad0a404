/** Whatever was being typed when the app was killed is there again when it is typed next. */
import {readdirSync} from 'node:fs';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {createDrafts} from '../../../source/io/memory/drafts.ts';
import {createDesk, type Desk} from '../../../source/ui/desk.ts';
import {textOf} from '../../../source/ui/editor/lines.ts';
import {createControls} from '../../../source/ui/run/controls.ts';
import {createDrafting} from '../../../source/ui/run/drafting.ts';
import {makeFolder} from '../../helpers/temp-folder.ts';
import {aRun, type Run, reviewOf} from '../a-run.ts';
import {noSteering} from '../no-steering.ts';

beforeEach(() => void vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']}));
afterEach(() => void vi.useRealTimers());

const never = new AbortController().signal;
const of = {output_name: 'plan', module: 'code_planner', attempt: 1};

const asks = {
	question: (desk: Desk) =>
		void desk.ask({...of, number: 1, question: 'What?', show: [], optional: false}, never),
	review: (desk: Desk, run: Run) => {
		run.finish('plan', 'code_planner', 'A plan', true);
		void desk.review(reviewOf('plan', 'A plan'), never);
	},
	failure: (desk: Desk) =>
		void desk.mend(
			{
				...of,
				kind: 'module',
				message: 'No.',
				remedy: null,
				yields: 'text',
				problem: null,
				written: null,
				current: null,
			},
			never,
		),
	budget: (desk: Desk) =>
		void desk.extend({output_name: null, message: 'Spent.', spent_usd: 1, spent_tokens: 1}, never),
	nothing: (_: Desk, run: Run) => run.finish('plan', 'code_planner', 'A plan'),
};

/** The app on a run's folder, with this before the person; the keys open what they type into. */
function start(folder: string, ask: keyof typeof asks, keys: string[]) {
	const run = aRun();
	const desk = createDesk();
	const drafts = createDrafts(folder, {
		redact: text => text,
		onProblem: problem => {
			throw new Error(problem);
		},
	});
	const controls = createControls({
		view: run,
		desk,
		intentions: {quit() {}, pause() {}, proceed() {}, copy: async () => '', ...noSteering},
		openEditor: async () => ({kind: 'unchanged'}),
		drafting: createDrafting(drafts),
		loadDraft: name => drafts.load(name),
		terminal: {lend: task => task()},
		rawText: () => null,
		now: () => run.clock.time,
	});
	controls.start();
	asks[ask](desk, run);
	run.clock.time += 1000;
	const press = (name: string) => controls.press({name, text: [...name].length === 1 ? name : null});
	if (ask === 'nothing') press('down');
	for (const key of keys) press(key);
	return {
		press,
		typed() {
			const {typing, editing} = controls.screen();
			return typing?.editor.text ?? (editing ? textOf(editing.editor.lines) : null);
		},
	};
}

test.each<[string, keyof typeof asks, string[]]>([
	['the answer to a question', 'question', []],
	['feedback for a redo', 'review', ['r']],
	['an edit at a review', 'review', ['e']],
	['a hint for what failed', 'failure', ['r']],
	['an output that is written by hand', 'failure', ['w']],
	['a ceiling', 'budget', ['r']],
	['the name of a model', 'failure', ['M']],
	['an edit of what is finished', 'nothing', ['e']],
	['a system prompt', 'nothing', ['ctrl-o']],
	['a supplement', 'nothing', ['O']],
])('Killed in the middle of it, %s is offered again as it stood.', (_, ask, keys) => {
	const folder = makeFolder();
	const killed = start(folder, ask, keys);
	for (const letter of 'half') killed.press(letter);
	const typed = killed.typed();
	expect(typed).toContain('half');
	vi.advanceTimersByTime(2000);
	for (const letter of ' lost') killed.press(letter);

	const next = start(folder, ask, keys);
	expect(next.typed()).toBe(typed);
	next.press('!');
	expect(next.typed()).toContain('!');
	expect(readdirSync(folder)).toHaveLength(1);
});
