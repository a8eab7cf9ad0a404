/** What a keystroke, or what is pasted, does on the home screen. Pure. */
import type {Keystroke} from '../input/keystrokes.ts';
import {homeKeys} from '../keys/home-keys.ts';
import {findIn} from '../keys/key.ts';
import {actionsOn, type Step} from './actions.ts';
import {type Home, type HomeFacts, modeOfHome} from './home.ts';

/** What a key does: another state, and perhaps an effect. A key that is off says why. */
export function pressHome(facts: HomeFacts, stroke: Keystroke): Step {
	const {home} = facts;
	// What was answered is being done: another answer would come between.
	if (home.busy !== null && stroke.name !== 'ctrl-c') return {home, effect: null};
	const mode = modeOfHome(home);
	const silent: Home = {...home, notice: null};
	const entry = findIn(homeKeys, stroke.name, mode);
	let step: Step = {home: silent, effect: null};
	const actions = actionsOn({...facts, home: silent}, next => {
		step = next;
	});
	if (entry === null) {
		if (mode === 'filter' && stroke.text !== null) actions.type({type: 'insert', text: stroke.text});
		if ((mode === 'name' || mode === 'key') && stroke.text !== null)
			actions.typeAnswer({type: 'insert', text: stroke.text});
		if (mode === 'browse') {
			const text = `${stroke.name} does nothing here; ? shows every key.`;
			return {home: {...home, notice: {text, tone: 'quiet'}}, effect: null};
		}
		return step;
	}

	const reason = entry.off?.(facts) ?? null;
	if (reason !== null) return {home: {...home, notice: {text: reason, tone: 'attention'}}, effect: null};
	entry.act(actions);
	return step;
}

/** What was pasted is typed at once where something is typed, and nowhere else. */
export function pasteHome(facts: HomeFacts, text: string): Home {
	const mode = modeOfHome(facts.home);
	let {home} = facts;
	const actions = actionsOn(facts, next => {
		home = next.home;
	});
	const insert = {type: 'insert', text: text.replaceAll(/\s+/g, ' ')} as const;
	if (mode === 'filter') actions.type(insert);
	if (mode === 'name' || mode === 'key') actions.typeAnswer({...insert, text: insert.text.trim()});
	return home;
}
