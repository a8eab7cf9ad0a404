/** The keys that steer the run outside its checkpoints. */
import type {OperationState} from '../../core/state/run-state.ts';
import {stalenessOf} from '../../core/state/staleness.ts';
import type {Facts} from '../run/actions.ts';
import {isRecorded} from '../run/ask-recording.ts';
import {nextGoing} from '../run/held-back.ts';
import type {Mode} from '../run/screen.ts';
import {noOutputYet} from './deciding.ts';
import {free, type KeyEntry, live} from './key-entry.ts';

/** Where `e` is not the edit of a review. */
const unreviewed: readonly Mode[] = live.filter(mode => mode !== 'review');
/** Where `w` does not write a failed output by hand. */
const unfailed: readonly Mode[] = free.filter(mode => mode !== 'failure');
/** Where `M` is not part of a decision. */
const undecided: readonly Mode[] = unreviewed.filter(mode => mode !== 'failure');

function selected({screen, state}: Facts): OperationState | null {
	return (screen.selected === null ? null : state.operations.get(screen.selected)) ?? null;
}

/** Why the selected operation cannot be steered so; the check is only asked of one that is there. */
function unless(check: (operation: OperationState, facts: Facts) => string | null) {
	return (facts: Facts) => {
		const operation = selected(facts);
		return operation ? check(operation, facts) : 'No operation is selected.';
	};
}

const unfinished = unless(({status, operation: {output_name}}) => {
	if (status === 'done') return null;
	if (status === 'failed') return `${output_name} failed: w writes its output by hand.`;
	return `${output_name} has no finished output yet.`;
});

const promptless = unless(({system, calls, operation: {module}}, {state: {modules}}) => {
	if (calls.length > 0) return null;
	const byPerson = Object.hasOwn(modules, module) && modules[module]!.by === 'person';
	return system === '' || byPerson ? 'No model is asked here.' : null;
});

const neverBegun = unless(({status, because, operation: {output_name}}) => {
	if (status === 'pending') return `${output_name} has not begun yet.`;
	if (status === 'blocked')
		return `${output_name} waits for ${because ?? 'an input'}, which did not come. Rerun that.`;
	return null;
});

const modelless = (facts: Facts) => promptless(facts) ?? neverBegun(facts);

/** Nothing is decided, so that the foot has room. */
const isIdle = ({screen}: Facts) => screen.open === null;
const isDone = (facts: Facts) => selected(facts)?.status === 'done';
const isStale = (facts: Facts) => stalenessOf(facts.state).has(facts.screen.selected ?? '');

export const steering: readonly KeyEntry[] = [
	{
		keys: ['M'],
		shown: 'M',
		meaning: 'redo or retry it with another model',
		group: 'Review',
		modes: ['review', 'failure'],
		foot: ({screen, state}) => (screen.open?.kind === 'failure' && !isRecorded(state) ? 'model' : null),
		decides: true,
		off: noOutputYet,
		act: on => on.anotherModel(),
	},
	{
		keys: ['.'],
		shown: '.',
		meaning:
			'begin what the run waits before, or try now what waits to be tried again: the selected, or the next',
		group: 'Steer',
		modes: live,
		foot({state, screen}) {
			const next = nextGoing(state, screen.selected);
			return next && `${next.how === 'begin' ? 'begin' : 'try now:'} ${next.name}`;
		},
		off({state, screen}) {
			if (nextGoing(state, screen.selected) !== null) return null;
			return state.stepping || state.paused
				? 'Nothing is ready to begin.'
				: 'The run waits before nothing: s turns step mode on, b sets a breakpoint.';
		},
		act: on => on.step(),
	},
	{
		keys: ['R'],
		shown: 'R',
		meaning: 'rerun: make the output anew (shows first what follows)',
		group: 'Steer',
		modes: live,
		foot: facts => (isIdle(facts) && isDone(facts) && !isRecorded(facts.state) ? 'rerun' : null),
		off: neverBegun,
		act: on => on.rerun(null),
	},
	{
		keys: ['w'],
		shown: 'w',
		meaning: 'why it is stale, or not; again: back',
		group: 'Steer',
		modes: unfailed,
		foot: facts => (facts.screen.why ? 'back' : isStale(facts) ? 'why stale' : null),
		off: unless(() => null),
		act: on => on.toggleWhy(),
	},
	{
		keys: ['e'],
		shown: 'e',
		meaning: 'edit a finished output here (shows first what follows)',
		group: 'Steer',
		modes: unreviewed,
		foot: facts => (isIdle(facts) ? 'edit' : null),
		off: unfinished,
		act: on => on.editFinished('here'),
	},
	{
		keys: ['E'],
		shown: 'E',
		meaning: 'edit a finished output in your own editor',
		group: 'Steer',
		modes: unreviewed,
		off: unfinished,
		act: on => on.editFinished('outside'),
	},
	{
		keys: ['o'],
		shown: 'o',
		meaning: 'edit its system prompt in your own editor (ctrl-o: here)',
		group: 'Steer',
		modes: live,
		foot: facts => (isIdle(facts) && isDone(facts) ? 'prompt' : null),
		off: promptless,
		act: on => on.editPrompt('system', 'outside'),
	},
	{
		keys: ['ctrl-o'],
		shown: 'ctrl-o',
		meaning: 'edit its system prompt here',
		group: 'Steer',
		modes: live,
		off: promptless,
		act: on => on.editPrompt('system', 'here'),
	},
	{
		keys: ['O'],
		shown: 'O',
		meaning: 'edit its supplement here: what it is told besides its inputs',
		group: 'Steer',
		modes: live,
		off: promptless,
		act: on => on.editPrompt('supplement', 'here'),
	},
	{
		keys: ['M'],
		shown: 'M',
		meaning: 'rerun with another model',
		group: 'Steer',
		modes: undecided,
		off: modelless,
		act: on => on.anotherModel(),
	},
	{
		keys: ['p'],
		shown: 'p',
		meaning: 'pin: keep the output, whatever changes before it; again: unpin',
		group: 'Steer',
		modes: live,
		foot: facts => (selected(facts)?.pinned ? 'unpin' : isStale(facts) ? 'pin' : null),
		off: unless(({current, operation: {output_name}}) =>
			current === 0 ? `${output_name} has no output to keep yet.` : null,
		),
		act: on => on.togglePin(),
	},
	{
		keys: ['z'],
		shown: 'z',
		meaning: 'undo the last edit (shows first what follows)',
		group: 'Steer',
		modes: live,
		foot: facts => (isIdle(facts) ? 'undo' : null),
		off: ({state}) => (state.edits.length > 0 ? null : 'There is no edit to take back.'),
		act: on => on.undo(),
	},
	{
		keys: ['f'],
		shown: 'f',
		meaning: 'fork: a new run that makes this anew, and takes over what it does not change (shows it first)',
		group: 'Steer',
		modes: live,
		foot: facts => (isIdle(facts) && facts.state.status !== 'running' ? 'fork' : null),
		off: unless(() => null),
		act: on => on.fork(),
	},
	{
		keys: ['s'],
		shown: 's',
		meaning: 'step mode: wait before each operation; again: off',
		group: 'Steer',
		modes: live,
		foot: ({state}) => (state.stepping ? 'end step mode' : null),
		act: on => on.toggleStepping(),
	},
	{
		keys: ['b'],
		shown: 'b',
		meaning: 'breakpoint: wait before this operation; again: off',
		group: 'Steer',
		modes: live,
		off: unless(() => null),
		act: on => on.toggleBreakpoint(),
	},
];
