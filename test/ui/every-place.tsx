/** Every place of every screen where a text of others is shown. */
import type {ReactElement} from 'react';
import {createPlayback} from '../../source/core/playback/playback.ts';
import {recordedEvents} from '../../source/core/playback/recorded-events.ts';
import {nothingSpent} from '../../source/core/state/money.ts';
import {emptyState} from '../../source/core/state/reduce.ts';
import type {RunView} from '../../source/core/store.ts';
import {differenceOf} from '../../source/ui/adoption/difference.ts';
import type {ChangePage} from '../../source/ui/adoption/page.ts';
import {insideOf} from '../../source/ui/components/panel.tsx';
import {createWraps} from '../../source/ui/content/wraps.ts';
import {createDesk, type Desk, type Request} from '../../source/ui/desk.ts';
import {createDiffs} from '../../source/ui/diff/diffs.ts';
import {open} from '../../source/ui/editor/editor.ts';
import {start} from '../../source/ui/editor/lines.ts';
import {firstHome, type Home} from '../../source/ui/home/home.ts';
import type {Offers} from '../../source/ui/home/offers.ts';
import {editorOf} from '../../source/ui/line/line-editor.ts';
import {firstPreflight} from '../../source/ui/preflight/preflight.ts';
import type {Facts} from '../../source/ui/run/actions.ts';
import {firstReading, firstScreen, type Screen, tabs} from '../../source/ui/run/screen.ts';
import {ChangeScreen, layOutChange} from '../../source/ui/screens/change-screen.tsx';
import {HomeScreen} from '../../source/ui/screens/home-screen.tsx';
import {PreflightScreen} from '../../source/ui/screens/preflight-screen.tsx';
import {RunScreen} from '../../source/ui/screens/run-screen.tsx';
import {roomFor} from '../../source/ui/spoken/uncut.ts';
import {createTheme, type Theme} from '../../source/ui/theme.ts';
import {now, operation, pipeline, run as runEntry} from './home/offers.ts';
import {aHostileRun} from './hostile-run.ts';

export const size = {columns: 110, rows: 32};
const never = new AbortController().signal;

export type Place = {name: string; node: ReactElement};

/** The run's screen in one state after the other. */
function runPlaces(text: string): Place[] {
	const going = aHostileRun(text);
	const codeOf = {output_name: 'code', attempt: 1};
	going.beginText(codeOf, 1);
	going.pushText(codeOf, text);
	going.beginPrinting(codeOf, {command: text, purpose: 'run'});
	going.pushPrinted(codeOf, text);
	const over = aHostileRun(text, {ends: true});
	const desk = createDesk();
	const {asked, requests} = askAll(desk, text);
	void asked;
	const place = (
		name: string,
		screen: Partial<Screen>,
		{view = going as RunView, pending = [] as readonly Request[], replay = null as Facts['replay']} = {},
	): Place => ({
		name,
		node: (
			<RunScreen
				view={view}
				facts={{
					screen: {...firstScreen, replay: replay !== null, ...screen},
					state: view.state(),
					pending,
					models: [{name: text, means: text}],
					drafted: true,
					replay,
				}}
				title={{model: text, recorded: false, folder: text}}
				wraps={createWraps()}
				diffs={createDiffs()}
				now={Date.parse('2026-11-22T14:05:00.000Z')}
				frame={0}
				{...size}
				shows={() => undefined}
				sees={() => undefined}
				draws={() => undefined}
			/>
		),
	});
	const read = {pane: 'inspector', steered: true, zoomed: true} as const;
	const names = [...going.state().operations.keys()];
	const playback = createPlayback(recordedEvents(over.events), {now: () => 0});
	playback.seek(playback.moment().count);
	return [
		...names.flatMap(selected => [
			...tabs.map(tab => place(`tab ${tab} of ${selected}`, {...read, selected, tab})),
			...tabs
				.filter(tab => tab === 'output' || tab === 'prompt' || tab === 'debug')
				.map(tab => place(`raw tab ${tab} of ${selected}`, {...read, selected, tab, raw: true})),
		]),
		place('what differs in an output', {
			...read,
			selected: 'plan',
			reading: {...firstReading, diff: true},
		}),
		...(['text', 'diff', 'columns'] as const).map(versions =>
			place(`versions as ${versions}`, {
				...read,
				selected: 'plan',
				tab: 'versions',
				reading: {...firstReading, version: 2, marked: 1, versions},
			}),
		),
		place('the graph', {zoomed: true, selected: 'plan'}),
		place('an operation that is found', {
			selected: 'plan',
			search: searching(text, 'operations'),
		}),
		place('a text that is found', {...read, selected: 'plan', search: searching(text, 'text')}),
		...requests.map(open =>
			place(`what is asked: ${open.kind}`, {open, selected: 'plan'}, {pending: requests}),
		),
		place('a notice', {notice: {text, tone: 'bad'}}),
		place('a question of yes or no', {confirm: {question: text, decides: false, yes() {}}}),
		place('an edit that is proposed', {
			selected: 'plan',
			proposal: {kind: 'edit', output_name: 'plan', text, back() {}, close() {}},
		}),
		place('another model that is proposed', {
			selected: 'plan',
			proposal: {kind: 'rerun', output_name: 'plan', model: text},
		}),
		place('a prompt that is proposed', {
			selected: 'plan',
			proposal: {kind: 'prompt', output_name: 'plan', system: text, supplement: text, back() {}, close() {}},
		}),
		...(['answer', 'model', 'feedback', 'arguments'] as const).map(purpose =>
			place(`a line that is typed: ${purpose}`, {
				selected: 'plan',
				typing: {
					request: purpose === 'model' ? null : requests[0]!,
					about: 'plan',
					purpose,
					editor: editorOf(text),
					offered: text,
					draft: 'plan.line',
					withdrawn: false,
				},
			}),
		),
		place('a text that is edited', {
			...read,
			selected: 'plan',
			editing: {
				request: null,
				withdrawn: false,
				before: 'graph',
				name: text,
				title: text,
				from: text,
				purpose: text,
				problem: text,
				text,
				draft: 'plan.edit',
				offered: true,
				editor: open(text),
				top: start,
				finding: {line: editorOf(text), origin: start, found: 'no'},
				accept() {},
			},
		}),
		place('how it ended', {selected: 'code'}, {view: over}),
		place('the help', {help: true}),
		place('a recording', {selected: 'code'}, {view: playback, replay: {playback, whyNoFork: text}}),
	];
}

function searching(text: string, among: 'text' | 'operations'): NonNullable<Screen['search']> {
	return {
		among,
		line: editorOf(text),
		typing: true,
		step: 0,
		origin: 0,
		top: 0,
		before: {selected: 'plan', scroll: {kind: 'auto'}},
	};
}

/** One request of each kind, and of each kind of consent. */
function askAll(desk: Desk, text: string): {asked: Promise<unknown>[]; requests: readonly Request[]} {
	const of = {output_name: 'plan', module: text, attempt: 1};
	const subject = {command: text, caged: false, folder: text, requirements: [text], unusual: [text]};
	const asked = [
		desk.ask({...of, number: 1, question: text, show: [{name: text, text}], optional: true}, never),
		desk.review(
			{
				...of,
				version: 1,
				output: text,
				yields: 'text',
				problem: text,
				declared: true,
				consumers: [text],
				variants: [],
			},
			never,
		),
		desk.mend(
			{
				...of,
				kind: text,
				message: text,
				remedy: text,
				yields: 'text',
				problem: text,
				written: text,
				current: text,
			},
			never,
		),
		...(['run', 'install', 'command', 'network'] as const).map(kind =>
			desk.allow({...of, subject: {...subject, kind}}, never),
		),
		desk.direct(
			{
				...of,
				number: 1,
				about: 'stuck',
				message: text,
				courses: ['hint', 'edit', 'more', 'model', 'roll-back', 'pass'],
				command: text,
				best: {iteration: 1, how: text},
				code: text,
				problem: text,
				typed: text,
			},
			never,
		),
		desk.extend({output_name: null, message: text, spent_usd: 1, spent_tokens: 2}, never),
	];
	return {asked, requests: desk.pending()};
}

function homePlaces(text: string): Place[] {
	const operations = [
		operation(text, {module: text, models: [text, text]}),
		operation('b', {inputs: [text]}),
	];
	const known = {description: text, file: text, source: text, operations, budget: text, needs: text};
	const offers: Offers = {
		model: {long: text, short: text},
		problem: text,
		unwatched: text,
		demo: null,
		pipelines: [pipeline(text, known), pipeline('broken', {...known, problem: text, problems: text})],
		runs: [
			runEntry(text, {
				folder: text,
				pipeline: text,
				status: 'failed',
				at: {output_name: text, doing: 'failed'},
			}),
			runEntry('unreadable', {status: 'unreadable', problem: text}),
			runEntry('missing'),
		],
		reading: false,
		previews: new Map<string, Offers['previews'] extends ReadonlyMap<string, infer P> ? P : never>([
			[text, aHostileRun(text, {ends: true}).state()],
			['missing', {problem: text}],
		]),
		local: [
			{title: text, provider: text, base_url: text, models: [text, 'b']},
			{title: text, provider: text, base_url: text, models: []},
		],
		begunWithoutModel: false,
		templates: [{name: text, says: text}],
	};
	const place = (name: string, home: Partial<Home>): Place => ({
		name,
		node: (
			<HomeScreen
				home={{...firstHome, ...home}}
				offers={offers}
				now={now}
				{...size}
				shows={() => undefined}
			/>
		),
	});
	const chosen = (pipelines: string | null, runs: string | null) => ({chosen: {pipelines, runs}});
	return [
		place('home: a pipeline', chosen(text, null)),
		place('home: a pipeline that is broken', chosen('broken', null)),
		place('home: a run', {pane: 'runs', ...chosen(null, text)}),
		place('home: a run that cannot be read', {pane: 'runs', ...chosen(null, 'unreadable')}),
		place('home: a run that cannot be shown', {pane: 'runs', ...chosen(null, 'missing')}),
		place('home: where a fork begins', {pane: 'runs', picking: 1, ...chosen(null, text)}),
		place('home: a notice', {notice: {text, tone: 'bad'}}),
		place('home: a report', {report: {title: text, text}}),
		place('home: the name of a pipeline', {dialog: {kind: 'name', line: editorOf(text)}}),
		place('home: a template', {dialog: {kind: 'template', name: text, at: 0}}),
		place('home: a key', {dialog: {kind: 'key', line: editorOf(text)}}),
		place('home: a local model', {dialog: {kind: 'local', at: 0}}),
		place('home: at work', {busy: text}),
		place('home: a filter', {filtering: true, filter: editorOf(text)}),
	];
}

function otherPlaces(text: string, theme: Theme): Place[] {
	const {pipeline} = aHostileRun(text).state();
	const plan = {
		name: text,
		operations: pipeline.operations.map(operation => ({
			operation,
			by: 'model' as const,
			model: text,
			priced: false,
			asks: false,
			runs: true,
			stage: 'ahead' as const,
		})),
		settings: {...emptyState().settings, review: 'all' as const, ask_at_usd: 1},
		stepping: false,
		budget: {},
		money: nothingSpent,
		hosts: [text],
		caged: false,
		approved: false,
		files: 1,
		resumed: true,
		leftOff: text,
		origin: text,
	};
	const page: ChangePage = {
		name: text,
		changes: {
			added: [text],
			removed: [text],
			changed: [{output_name: text, keys: [text]}],
			reordered: false,
			budget: false,
			modules: [text],
		},
		adopting: {outcomes: [{output_name: text, effect: 'anew', last_usd: 1, last_ms: 1}]},
		texts: [{title: text, before: `${text}\nsame`, after: `same\n${text}`}],
	};
	const difference = differenceOf(page)(roomFor(insideOf(size.columns, 0).width, theme), theme.glyphs);
	return [
		{
			name: 'the page before a run',
			node: (
				<PreflightScreen
					plan={plan}
					preflight={{...firstPreflight(plan), notice: {text, tone: 'quiet'}}}
					expected="reading"
					problem={text}
					deaf={false}
					{...size}
					shows={() => undefined}
				/>
			),
		},
		{
			name: 'the page about what changed',
			node: (
				<ChangeScreen
					page={page}
					difference={difference}
					layout={layOutChange(page, size, theme)}
					top={0}
					deaf={false}
					{...size}
				/>
			),
		},
	];
}

/** `theme`: what they are going to be drawn with. */
export function placesFor(text: string, theme = createTheme()): Place[] {
	return [...runPlaces(text), ...homePlaces(text), ...otherPlaces(text, theme)];
}
