import {useEffect, useRef, useState} from 'react';
import type {Keystroke} from './keystrokes.ts';
import {useKeystrokes} from './use-keystrokes.ts';

/** A key that was pressed for what was there before must not decide, ms. */
const deafness = 300;

type ChoiceKeys<State, Choice> = {
	/** What would be decided can be seen; if not, only Ctrl-C is heard. */
	seen: boolean;
	/** What a key does: another state, and perhaps a choice. `hearing`: keys that decide are heard by now. */
	press(state: State, stroke: Keystroke, hearing: boolean): {state: State; choice: Choice | null};
	/** Called once. */
	choose(choice: Choice): void;
};

/** The keys of a page that is there until one thing is chosen. `deaf`: those that decide are not heard yet. */
export function useChoice<State, Choice>(
	first: State | (() => State),
	{seen, press, choose}: ChoiceKeys<State, Choice>,
): {state: State; deaf: boolean} {
	const [state, setState] = useState(first);
	const [deaf, setDeaf] = useState(true);
	// A batch of keys arrives between two renders: each must see what the one before it did.
	const latest = useRef(state);
	const hearing = useRef(false);
	const chosen = useRef(false);

	useEffect(() => {
		const timer = setTimeout(() => {
			hearing.current = true;
			setDeaf(false);
		}, deafness);
		return () => clearTimeout(timer);
	}, []);

	useKeystrokes(
		stroke => {
			if (chosen.current) return;
			if (!seen && stroke.name !== 'ctrl-c') return;
			const next = press(latest.current, stroke, hearing.current);
			latest.current = next.state;
			setState(next.state);
			if (next.choice === null) return;
			chosen.current = true;
			choose(next.choice);
		},
		() => undefined,
	);
	return {state, deaf};
}
