import {expect, test} from 'vitest';
import type {RunEstimate} from '../../../source/core/estimate/estimate-run.ts';
import {parsePipeline} from '../../../source/core/pipeline/parse.ts';
import {nothingSpent} from '../../../source/core/state/money.ts';
import {emptyState} from '../../../source/core/state/reduce.ts';
import {costRows, type Expected} from '../../../source/ui/preflight/cost-rows.ts';
import type {Plan, PlannedOperation} from '../../../source/ui/preflight/plan.ts';
import {
	firstPreflight,
	preflightGroups,
	preflightKeys,
	pressPreflight,
} from '../../../source/ui/preflight/preflight.ts';
import {termRows} from '../../../source/ui/preflight/term-rows.ts';
import {type Line, widthOfLine} from '../../../source/ui/text/line.ts';
import {createTheme} from '../../../source/ui/theme.ts';

const source = `
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: code_planner, inputs: [request], output_name: plan, checkpoint: always}
  - {module: debugger, inputs: [plan], output_name: code}
`;

function aPlan(changes: Partial<Plan> = {}, changed: Partial<PlannedOperation>[] = []): Plan {
	const modules = new Set(['start_module', 'code_planner', 'debugger']);
	const options = {file: 'p.yml', name: 'engineering', modules, writers: new Set<string>()};
	const {operations} = parsePipeline(source, options).pipeline!;
	const [request, plan, code] = operations;
	const planned: PlannedOperation[] = [
		{operation: request!, by: 'person', model: null, priced: false, asks: true, runs: false, stage: 'ahead'},
		{operation: plan!, by: 'model', model: 'big', priced: true, asks: false, runs: false, stage: 'ahead'},
		{operation: code!, by: 'model', model: 'odd', priced: false, asks: false, runs: true, stage: 'ahead'},
	];
	return {
		name: 'engineering',
		operations: planned.map((one, index) => ({...one, ...changed[index]})),
		settings: {...emptyState().settings, review: 'all', ask_at_usd: 1, allow_run: 'sandbox'},
		stepping: false,
		budget: {},
		money: nothingSpent,
		hosts: ['api.openai.com'],
		caged: true,
		approved: false,
		files: 0,
		resumed: false,
		leftOff: null,
		origin: null,
		...changes,
	};
}

const told: RunEstimate = {
	operations: new Map([
		['plan', {runs: 2, input_tokens: 1234, output_tokens: 500, cost_usd: 0.9, duration_ms: 12_000}],
		['code', {runs: 0, input_tokens: null, output_tokens: null, cost_usd: null, duration_ms: null}],
	]),
	total: {
		input_tokens: {value: 1234, partial: true},
		output_tokens: {value: 500, partial: true},
		cost_usd: {value: 0.9, partial: true},
		duration_ms: {value: 12_000, partial: true},
	},
	runs: 2,
	own: false,
};

const textOf = (line: Line) => line.map(({text}) => text).join('');

function table(plan: Plan, expected: Expected, width = 100): string[] {
	const {heading, rows, sum} = costRows(plan, expected, {width, drawn: true}, createTheme());
	return [heading, ...rows, sum].map(line => textOf(line).trimEnd());
}

function terms(plan: Plan, expected: Expected = 'reading', review = plan.settings.review): string {
	return termRows(plan, {review, stepping: plan.stepping}, expected).map(textOf).join('\n');
}

test('Each operation stands with its module, its model and what earlier runs tell; what they do not is a question mark.', () => {
	const [heading, request, plan, code, sum] = table(aPlan(), told);
	expect(heading).toMatch(/operation +module +model +in +out +cost +time$/);
	expect(request).toMatch(/○ request +start_module +you$/);
	expect(plan).toMatch(/○ plan +code_planner +big +~1\.2k +~500 +~\$0\.90 +~12s$/);
	expect(code).toMatch(/○ code +debugger +odd +\? +\? +no price +\?$/);
	expect(sum).toMatch(/Together, as 2 earlier runs tell +~1\.2k\+\? +~500\+\? +~\$0\.90\+\? +~12s\+\?$/);
});

test('Without a history the page says so, and while it is read too.', () => {
	const nothing: RunEstimate = {
		operations: new Map(),
		total: {input_tokens: null, output_tokens: null, cost_usd: null, duration_ms: null},
		runs: 0,
		own: false,
	};
	expect(table(aPlan(), nothing).at(-1)).toContain('No earlier run of this pipeline tells what it takes.');
	expect(table(aPlan(), 'reading').at(-1)).toContain('Reading what earlier runs tell');
});

test('Where the graph is not drawn, its lanes stand before the names.', () => {
	const {rows} = costRows(aPlan(), told, {width: 100, drawn: false}, createTheme());
	expect(rows).toHaveLength(3);
	expect(rows.map(line => textOf(line).slice(0, 2))).toEqual(['○ ', '○ ', '○ ']);
});

test('No row is wider than there is room for, whatever the width.', () => {
	for (const width of [56, 60, 76, 89, 90, 116]) {
		for (const drawn of [true, false]) {
			const {heading, rows, sum} = costRows(aPlan(), told, {width, drawn}, createTheme());
			for (const line of [heading, ...rows, sum]) expect(widthOfLine(line)).toBeLessThanOrEqual(width);
		}
	}
});

test('What is done is kept and not reckoned with; an open review is still ahead.', () => {
	const plan = aPlan({resumed: true, files: 2}, [{stage: 'settled'}, {stage: 'review'}]);
	const [, request, reviewed, , sum] = table(plan, told);
	expect(request).toMatch(/✓ request .* kept$/);
	expect(reviewed).toMatch(/◆ plan .* review$/);
	expect(sum).toContain('What is left, as 2 earlier runs tell');
	expect(terms(plan)).toContain('all: after plan, code');
	expect(terms(plan)).not.toContain('Asks you');
	expect(terms(plan)).toContain('holds 2 files, as it was left');
});

test('What may be asked anew is marked, reckoned with as the most it takes, and named where it may stop.', () => {
	const plan = aPlan({resumed: true}, [{stage: 'settled'}, {stage: 'perhaps'}, {stage: 'settled'}]);
	const [, , perhaps, , sum] = table(plan, {...told, own: true, runs: 0});
	expect(perhaps).toMatch(/◌ plan +code_planner +big +~1\.2k +~500 +~\$0\.90 +~12s$/);
	expect(sum).toContain('Up to, as this run tells');
	expect(table(plan, {...told, own: true}).at(-1)).toContain('Up to, as this run and 2 earlier runs tell');
	expect(terms(plan)).toContain('all: after plan\n');
	expect(terms(plan)).toContain('Perhaps    asked anew, if what they are made from changes: plan');
});

test('Where all is kept or waits for a review, no missing history is complained of.', () => {
	const plan = aPlan({resumed: true}, [{stage: 'settled'}, {stage: 'review'}, {stage: 'settled'}]);
	expect(table(plan, {...told, runs: 0}).at(-1)).toContain('No model is left to ask.');
});

test('The terms say where it stops for the person, by each policy.', () => {
	expect(terms(aPlan())).toContain('all: after plan, code');
	expect(terms(aPlan(), 'reading', 'declared')).toContain('declared: after plan');
	expect(terms(aPlan(), 'reading', 'declared')).not.toContain('plan, code');
	expect(terms(aPlan(), 'reading', 'none')).toContain('none: it pauses after no output');
	expect(terms(aPlan({approved: true}))).toContain('; --yes approves them without asking you');
	expect(terms(aPlan())).toContain('Asks you   in request');
	expect(terms(aPlan())).toContain('Step mode  off');
	expect(terms(aPlan({stepping: true}))).toContain('Step mode  on: it waits before each operation');
});

test('The terms say how programs run and what may be installed.', () => {
	const {settings} = aPlan();
	expect(terms(aPlan())).toContain('run in a cage, without asking; asks before it installs packages');
	expect(terms(aPlan({caged: false}))).toContain('asks before each one: there is no cage here');
	const bold = {...settings, allow_run: 'always', allow_install: true} as const;
	expect(terms(aPlan({caged: false, settings: bold}))).toContain(
		'without asking, without a cage; packages installed',
	);
	expect(terms(aPlan({settings: {...settings, allow_run: 'never'}}))).toContain('never run');
	expect(terms(aPlan({}, [{}, {}, {runs: false}]))).not.toContain('Programs');
});

test('The terms say what may be spent, and when that is likely to be reached.', () => {
	expect(terms(aPlan(), told)).toContain('no budget is set: it asks at $1.00');
	expect(terms(aPlan(), told)).not.toContain('likely');
	const half = {budget: {max_usd: 0.5, max_tokens: 20_000}};
	expect(terms(aPlan(half), told)).toContain(
		'at most $0.50, 20.0k tokens, then it asks; that is likely to be reached',
	);
	const spent = {...nothingSpent, usd: 0.2, calls: 1};
	expect(terms(aPlan({money: spent}), told)).toContain('$0.20 so far; that is likely to be reached');
});

test('A budget in dollars is not promised where prices are unknown.', () => {
	const unpriced = [{}, {priced: false}, {}];
	const none = terms(aPlan({}, unpriced), told);
	expect(none).toContain('Budget     none, no price known: only --max-tokens or max_minutes hold it');
	expect(none).not.toContain('it asks at');
	expect(terms(aPlan({budget: {max_usd: 0.5}}, unpriced), told)).toContain(
		'no price is known, so dollars cannot hold it',
	);
	expect(terms(aPlan({budget: {max_tokens: 500}}, unpriced), told)).not.toContain('price');
	expect(terms(aPlan(), told)).toContain('it asks at $1.00; only what has a known price counts');
	expect(terms(aPlan({}, [{}, {}, {priced: true}]), told)).not.toContain('price');
});

test('Where it is narrow, tokens give way before names are cut beyond recognition.', () => {
	const [heading, , plan, , sum] = table(aPlan({}, [{}, {model: 'a-model-9'}]), told, 56);
	expect(heading).toMatch(/operation +module +model +cost +time$/);
	expect(plan).toMatch(/plan +code_planner +a-model-9 +~\$0\.90 +~12s$/);
	expect(sum).toMatch(/~\$0\.90\+\? +~12s\+\?$/);
});

test('Where there is no room for all terms, a workspace that is empty is not spoken of.', () => {
	const rows = (plan: Plan) =>
		termRows(plan, {review: 'all', stepping: false}, told, false).map(textOf).join();
	expect(rows(aPlan())).not.toContain('Workspace');
	expect(rows(aPlan({files: 2}))).toContain('holds 2 files');
});

test('Enter starts with what was chosen, q leaves, r goes round the policies, s turns step mode on and off, and arrows scroll within bounds.', () => {
	const plan = aPlan();
	const press = (names: string[]) =>
		names.reduce(({preflight}, name) => pressPreflight(preflight, plan, {name, text: null}), {
			preflight: firstPreflight(plan),
			choice: null,
		} as ReturnType<typeof pressPreflight>);
	expect(press(['enter']).choice).toEqual({kind: 'start', review: 'all', stepping: false});
	expect(press(['r', 'enter']).choice).toEqual({kind: 'start', review: 'declared', stepping: false});
	expect(press(['r', 'r', 'r', 'enter']).choice).toEqual({kind: 'start', review: 'all', stepping: false});
	expect(press(['s', 'enter']).choice).toEqual({kind: 'start', review: 'all', stepping: true});
	expect(press(['s', 's', 'enter']).choice).toMatchObject({stepping: false});
	for (const key of ['q', 'esc', 'ctrl-c']) expect(press([key]).choice).toEqual({kind: 'leave'});
	expect(press(['x', 'up', 'down', 'down', 'G']).preflight.top).toBe(2);
	expect(press(['G', 'g']).preflight.top).toBe(0);
});

test('How to go to the shell stands in the foot, and the key does nothing else.', () => {
	const told = preflightKeys.filter(({keys}) => keys.includes('ctrl-z'));
	expect(told.map(({shown, word}) => [shown, word])).toEqual([['ctrl-z', 'shell']]);
	const plan = aPlan();
	const preflight = firstPreflight(plan);
	expect(pressPreflight(preflight, plan, {name: 'ctrl-z', text: null})).toEqual({preflight, choice: null});
});

test('Which operations recall is said, and what a recording beside the model means; where there is neither, nothing.', () => {
	const recalling = aPlan();
	const [, {operation}] = recalling.operations as [unknown, PlannedOperation];
	const memory = {recall: 2, max_tokens: 4000};
	const recorded = {cassette: '/home/me/tests/p.cassette.json', record: true};
	const text = terms(
		aPlan({settings: {...recalling.settings, ...recorded}}, [{}, {operation: {...operation, memory}}]),
	);
	expect(text).toMatch(/Recalls +tells the model outputs of earlier runs: the last 2 of plan/);
	expect(text).toMatch(/Recording +what p\.cassette\.json holds costs nothing; a model answers the rest/);
	expect(terms(aPlan())).not.toMatch(/Recalls|Recording/);
});

test('? shows every key, from which nothing is started, and a key that does nothing is told of it', () => {
	const plan = aPlan();
	const press = (preflight: ReturnType<typeof firstPreflight>, name: string) =>
		pressPreflight(preflight, plan, {name, text: null}, 2);
	const open = press(firstPreflight(plan), '?').preflight;
	expect(open.help).toBe(0);
	expect(['j', 'j', 'j', 'k'].reduce((at, name) => press(at, name).preflight, open).help).toBe(1);
	expect(press(open, 'enter')).toEqual({preflight: {...open, help: null}, choice: null});
	expect(press(open, 'ctrl-c').choice).toEqual({kind: 'leave'});
	const told = press(firstPreflight(plan), 'z').preflight;
	expect(told.notice?.text).toBe('z does nothing here; ? shows every key.');
	expect(press(told, 'j').preflight.notice).toBeNull();
	for (const {group, meaning} of preflightKeys) {
		expect(preflightGroups).toContain(group);
		expect(meaning).not.toBe('');
	}
});
