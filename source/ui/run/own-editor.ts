/** A text that is edited in the person's own editor, while the screen is lent to it. */
import type {EditOutcome, Terminal} from '../../core/ports.ts';
import type {Drafting} from './drafting.ts';
import type {ScreenStore} from './screen-store.ts';

type OwnEditorOptions = ScreenStore & {
	/** Opens the person's own editor; `terminal` is how to borrow the screen for it. */
	openEditor(text: string, name: string, terminal: Terminal): Promise<EditOutcome>;
	terminal: Terminal;
	drafting: Drafting;
	loadDraft(name: string): string | null;
	refresh(): void;
};

/**
 * Opens the draft of a text, or the text. What was written is on disk as its draft before `accept` hears of it; who
 * accepts it says when it is safe elsewhere. `draftCounts`: a draft that is left as it was offered is what the person
 * wants, for they are asked once more.
 */
export type OwnEditor = (
	text: string,
	name: string,
	accept: (text: string) => void,
	draftCounts?: boolean,
) => Promise<void>;

export function createOwnEditor(options: OwnEditorOptions): OwnEditor {
	const {openEditor, terminal, drafting, loadDraft, change, say, refresh} = options;

	async function open(text: string, name: string): Promise<EditOutcome> {
		change({away: true, notice: null});
		try {
			return await openEditor(text, name, terminal);
		} catch (error) {
			return {kind: 'failed', message: error instanceof Error ? error.message : String(error), text: null};
		} finally {
			change({away: false});
		}
	}

	return async (text, name, accept, draftCounts = false) => {
		const draft = `${name}.edit`;
		const kept = loadDraft(draft);
		const outcome = await open(kept ?? text, name);
		const written =
			outcome.kind === 'edited'
				? outcome.text
				: outcome.kind === 'unchanged' && draftCounts && kept !== null
					? kept
					: null;
		if (outcome.kind === 'failed') {
			if (outcome.text !== null) drafting.changed(draft, outcome.text);
			drafting.settle();
			say(outcome.text === null ? outcome.message : `What you wrote is kept. ${outcome.message}`, 'bad');
		} else if (written !== null && written !== text) {
			drafting.changed(draft, written);
			drafting.settle();
			accept(written);
		} else {
			if (written !== null) drafting.discard(draft);
			say('Nothing was changed, so nothing was decided.');
		}

		refresh();
	};
}
