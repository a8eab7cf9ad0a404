import {readFileSync} from 'node:fs';
import {render} from 'ink-testing-library';
import {afterEach, expect, test} from 'vitest';
import type {RunEstimate} from '../../../source/core/estimate/estimate-run.ts';
import {parsePipeline} from '../../../source/core/pipeline/parse.ts';
import {nothingSpent} from '../../../source/core/state/money.ts';
import {emptyState} from '../../../source/core/state/reduce.ts';
import type {Plan} from '../../../source/ui/preflight/plan.ts';
import {firstPreflight, type Preflight} from '../../../source/ui/preflight/preflight.ts';
import {PreflightScreen} from '../../../source/ui/screens/preflight-screen.tsx';

const ended: (() => void)[] = [];
afterEach(() => {
	for (const end of ended.splice(0)) end();
});

/** Twelve operations, the first of which asks. */
function newsroom(): Plan {
	const text = readFileSync(new URL('../../../pipelines/newsroom.yml', import.meta.url), 'utf8');
	const {operations, budget} = parsePipeline(text, {file: 'newsroom.yml', name: 'newsroom'}).pipeline!;
	return {
		name: 'newsroom',
		operations: operations.map((operation, index) => ({
			operation,
			by: index === 0 ? 'person' : 'model',
			model: index === 0 ? null : 'test-model',
			priced: false,
			asks: index === 0,
			runs: false,
			stage: 'ahead',
		})),
		settings: {...emptyState().settings, review: 'all', ask_at_usd: 1},
		stepping: false,
		budget,
		money: nothingSpent,
		hosts: ['127.0.0.1:8000'],
		caged: true,
		approved: false,
		files: 0,
		resumed: false,
		leftOff: null,
		origin: null,
	};
}

const nothing: RunEstimate = {
	operations: new Map(),
	total: {input_tokens: null, output_tokens: null, cost_usd: null, duration_ms: null},
	runs: 0,
	own: false,
};

function show(
	columns: number,
	rows: number,
	expected = nothing,
	more: Partial<Plan> = {},
	changes: Partial<Preflight> = {},
): string[] {
	const plan = {...newsroom(), ...more};
	const size = {columns, rows};
	const screen = render(
		<PreflightScreen
			plan={plan}
			preflight={{...firstPreflight(plan), ...changes}}
			expected={expected}
			problem={null}
			deaf={false}
			{...size}
			shows={() => undefined}
		/>,
	);
	ended.push(screen.unmount);
	return (screen.lastFrame() ?? '').split('\n');
}

test('On 80×24 all twelve operations of the newsroom are seen: remarks give way to them.', () => {
	const page = show(80, 24).join('\n');
	for (const {operation} of newsroom().operations) expect(page).toContain(` ${operation.output_name} `);
	expect(page).not.toContain('No earlier run');
	expect(page).toContain('only --max-tokens or max_minutes hold it');
	expect(show(80, 30).join('\n')).toContain('No earlier run');
});

test('Where it was left is told whole where rows are free, and on one row where none is.', () => {
	const leftOff = `failed: ${'The endpoint did not answer. '.repeat(4)}; 3 of 12 outputs are kept; left: end`;
	const whole = show(120, 40, nothing, {leftOff}).join('\n');
	expect(whole).toMatch(/│ Left off {3}It failed: .*\n│ {12}\S.*left: end/);
	const short = show(80, 24, nothing, {leftOff}).join('\n');
	expect(short).toMatch(/│ Left off .*…/);
});

test('The sum does not give way.', () => {
	const told = {...nothing, runs: 1, total: {...nothing.total, duration_ms: {value: 5000, partial: false}}};
	expect(show(80, 24, told).join('\n')).toContain('Together, as 1 earlier run tells');
});

test('On the smallest screen names are still told, and the foot holds every key.', () => {
	const page = show(60, 16);
	expect(page.join('\n')).toMatch(/operation +module +model +cost +time/);
	expect(page.join('\n')).toMatch(/ material +start_module +you /);
	expect(page.at(-1)).toMatch(/^ enter start {3}r reviews {3}s step mode {3}q leave/);
});

test('Every key and what it means is on a page of its own, and what was said stands above the keys.', () => {
	const page = show(80, 24, nothing, {}, {help: 0});
	expect(page.join('\n')).toMatch(/ r +which outputs it waits for your review of/);
	expect(page.at(-1)).toMatch(/^ esc close/);
	const told = show(60, 16, nothing, {}, {notice: {text: 'z does nothing here.', tone: 'quiet'}});
	expect(told).toHaveLength(16);
	expect(told.at(-2)).toContain('z does nothing here.');
	expect(told.at(-1)).toMatch(/ \? help ?$/);
});
