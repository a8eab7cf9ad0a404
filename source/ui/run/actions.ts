/** What the keys of the run screen can do, and what they may know. */
import type {Playback} from '../../core/playback/playback.ts';
import type {RunState} from '../../core/state/run-state.ts';
import type {Request} from '../desk.ts';
import type {EditAction} from '../editor/editor.ts';
import type {KnownModel} from '../intentions.ts';
import type {EditorAction} from '../line/line-editor.ts';
import type {ReplayingHand} from '../replay/replaying.ts';
import type {DecidingHand} from './deciding.ts';
import type {DirectingHand} from './directing.ts';
import type {LeavingHand} from './leaving.ts';
import type {MovingHand} from './moving.ts';
import type {PlayingHand} from './playing.ts';
import type {Reader} from './reader.ts';
import type {Screen} from './screen.ts';
import type {SteeringHand} from './steering.ts';

export type Facts = {
	screen: Screen;
	state: RunState;
	pending: readonly Request[];
	/** To suggest where one is named. */
	models: readonly KnownModel[];
	/** An edit of what is reviewed was left without saving it. */
	drafted: boolean;
	/** Null in a run. `whyNoFork`: why no run can be begun from it, a sentence. */
	replay: {playback: Playback; whyNoFork: string | null} | null;
};

export type Actions = MovingHand &
	DecidingHand &
	DirectingHand &
	SteeringHand &
	LeavingHand &
	ReplayingHand &
	PlayingHand &
	Omit<Reader, 'moveItem'> & {
		/** Begins to find: in the text, or an operation, as the focused pane is. */
		search(): void;
		typeSearch(action: EditorAction): void;
		acceptSearch(): void;
		searchStep(step: 1 | -1): void;
		leaveSearch(): void;
		/** Opens the next request that waits. */
		next(): void;
		copy(): void;
		/** With hidden characters as they are shown. */
		copyShown(): void;
		write(): void;
		type(action: EditorAction): void;
		/** Takes the first name that is suggested. */
		complete(): void;
		leaveLine(): void;
		send(): void;
		/** One key's worth of editing in place. */
		edit(action: EditAction): void;
		saveEdit(): void;
		/** One step out: the search, the selection, the editor; the draft is kept. */
		leaveEditor(): void;
		revertEdit(): void;
		cut(): void;
		/** Copies what is selected in the editor, or the line. */
		/** `key`: how it was asked for. */
		copyPart(key: string): void;
		/** Puts back what was cut or copied in the editor. */
		putBack(): void;
		find(): void;
		findStep(step: 1 | -1): void;
		typeSought(action: EditorAction): void;
	};
