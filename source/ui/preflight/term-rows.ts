/** On what terms it runs: where it stops for the person, what it may spend, where it goes. */
import {isReviewed} from '../../core/engine/is-reviewed.ts';
import {makeVisible} from '../../core/visible.ts';
import {dollars, plural, spent, tokens} from '../text/figures.ts';
import type {Line, Span} from '../text/line.ts';
import {wrapLine} from '../text/wrap-line.ts';
import type {Expected} from './cost-rows.ts';
import {isAhead, type Plan, type PlannedOperation, type Wanted} from './plan.ts';

type Term = {label: string; says: Line};

/** Cells of the labels. */
const indent = 11;

/** One row each; where there is no room for all of them, what is as usual is left out. */
export function termRows(plan: Plan, wanted: Wanted, expected: Expected, roomy = true): Line[] {
	const terms: (Term | null)[] = [
		plan.leftOff === null ? null : {label: 'Left off', says: [{text: `It ${plan.leftOff}`}]},
		plan.origin === null ? null : {label: 'Origin', says: [{text: plan.origin}]},
		reviews(plan, wanted),
		anew(plan),
		steps(wanted),
		questions(plan),
		recalls(plan),
		programs(plan),
		money(plan, expected),
		calls(plan),
		recording(plan),
		roomy || plan.files > 0 ? files(plan) : null,
	];
	return terms
		.filter(term => term !== null)
		.map(({label, says}) => [{text: label.padEnd(indent), tone: 'quiet'}, ...says]);
}

/** In as many rows as it takes, what it says below each other. */
export function wrapTerm([label, ...says]: Line, width: number): Line[] {
	const visible = says.map(span => ({...span, text: makeVisible(span.text, {keepNewlines: false})}));
	const rows = wrapLine(visible, Math.max(1, width - indent));
	return rows.map((row, index) => [index === 0 ? label! : {text: ' '.repeat(indent)}, ...row]);
}

function reviews({operations, approved}: Plan, {review}: Wanted): Term {
	const label = 'Reviews';
	const open = operations.filter(({stage}) => stage !== 'settled');
	const reviewed = open.filter(
		({operation, by, stage}) => stage === 'review' || isReviewed(review, operation, by),
	);
	const policy: Span = {text: review, bold: true};
	if (reviewed.length === 0) {
		const why = review === 'declared' ? 'the pipeline declares none' : 'it pauses after no output';
		return {label, says: [policy, {text: `: ${why}`}]};
	}
	const after: Span = {text: `: after ${namesOf(reviewed)}`};
	return approved
		? {label, says: [policy, after, {text: '; --yes approves them without asking you', tone: 'attention'}]}
		: {label, says: [policy, after]};
}

function anew({operations}: Plan): Term | null {
	const unsure = operations.filter(({stage}) => stage === 'perhaps');
	return unsure.length === 0
		? null
		: {
				label: 'Perhaps',
				says: [{text: `asked anew, if what they are made from changes: ${namesOf(unsure)}`}],
			};
}

function steps({stepping}: Wanted): Term {
	const says: Span = stepping ? {text: 'on', bold: true} : {text: 'off'};
	const what = stepping ? ': it waits before each operation until you begin it with .' : '';
	return {label: 'Step mode', says: [says, {text: what}]};
}

function questions({operations}: Plan): Term | null {
	const asking = operations.filter(planned => planned.asks && isAhead(planned));
	return asking.length === 0 ? null : {label: 'Asks you', says: [{text: `in ${namesOf(asking)}`}]};
}

function recalls({operations}: Plan): Term | null {
	const recalling = operations.filter(
		planned => planned.model !== null && planned.operation.memory.recall > 0 && isAhead(planned),
	);
	if (recalling.length === 0) return null;
	const each = recalling.map(
		({
			operation: {
				output_name,
				memory: {recall},
			},
		}) => `the last ${recall === 1 ? '' : `${recall} `}of ${output_name}`,
	);
	return {label: 'Recalls', says: [{text: `tells the model outputs of earlier runs: ${each.join(', ')}`}]};
}

function programs({operations, settings, caged}: Plan): Term | null {
	const running = operations.filter(planned => planned.runs && isAhead(planned));
	if (running.length === 0) return null;
	const {allow_run, allow_install} = settings;
	const says: Span =
		allow_run === 'never'
			? {text: 'never run'}
			: allow_run === 'always' && !caged
				? {text: 'run without asking, without a cage', tone: 'attention'}
				: allow_run === 'ask' || !caged
					? {text: `asks before each one${caged ? '' : ': there is no cage here'}`}
					: {text: 'run in a cage, without asking'};
	const installs = allow_install ? 'packages installed without asking' : 'asks before it installs packages';
	return {label: 'Programs', says: [says, {text: `; ${installs}`}]};
}

function money({operations, budget, settings, money: so_far}: Plan, expected: Expected): Term {
	const {max_usd, max_tokens, max_minutes} = budget;
	const ceilings = [
		...(max_usd === undefined ? [] : [dollars(max_usd)]),
		...(max_tokens === undefined ? [] : [`${tokens(max_tokens)} tokens`]),
		...(max_minutes === undefined ? [] : [plural(max_minutes, 'minute')]),
	];
	const ask = settings.ask_at_usd;
	const asking = operations.filter(planned => isAhead(planned) && planned.model !== null);
	const unpriced = asking.filter(({priced}) => !priced).length;
	const blind = unpriced > 0 && unpriced === asking.length;
	const says =
		ceilings.length > 0
			? `at most ${ceilings.join(', ')}, then it asks`
			: blind
				? 'none, no price known: only --max-tokens or max_minutes hold it'
				: ask === null
					? 'no budget is set'
					: `no budget is set: it asks at ${dollars(ask)}`;
	const counted = ceilings.length > 0 ? max_usd !== undefined : ask !== null && !blind;
	const caution =
		unpriced === 0 || !counted
			? ''
			: blind
				? '; no price is known, so dollars cannot hold it'
				: '; only what has a known price counts';
	const before = so_far.calls > 0 ? `; ${spent(so_far)} so far` : '';
	const ceiling = max_usd ?? (ceilings.length === 0 ? ask : null);
	const above = ceiling !== null && so_far.usd + costOf(expected) > ceiling;
	return {
		label: 'Budget',
		says: [
			{text: `${says}${before}`},
			...(above ? [{text: '; that is likely to be reached', tone: 'attention' as const}] : []),
			...(caution === '' ? [] : [{text: caution, tone: 'attention' as const}]),
		],
	};
}

function costOf(expected: Expected): number {
	return expected === 'reading' ? 0 : (expected.total.cost_usd?.value ?? 0);
}

function calls({hosts, settings}: Plan): Term {
	const at_once = settings.concurrency === 1 ? 'one at a time' : `up to ${settings.concurrency} at once`;
	return {label: 'Calls', says: [{text: `to ${hosts.join(', ')}, ${at_once}`}]};
}

function recording({settings: {cassette, record}}: Plan): Term | null {
	if (!record || cassette === null) return null;
	const name = cassette.split(/[/\\]/).at(-1);
	return {
		label: 'Recording',
		says: [{text: `what ${name} holds costs nothing; a model answers the rest, which is added to it`}],
	};
}

function files({files: count, resumed}: Plan): Term {
	const says = count === 0 ? 'empty' : `holds ${plural(count, 'file')}`;
	return {label: 'Workspace', says: [{text: resumed ? `${says}, as it was left` : says}]};
}

function namesOf(operations: readonly PlannedOperation[]): string {
	return operations.map(({operation}) => operation.output_name).join(', ');
}
