/** A text that is edited although nobody waits for it: it may be refused, and then comes back. */
import type {Drafting} from './drafting.ts';
import type {Editors} from './editing.ts';
import type {OwnEditor} from './own-editor.ts';
import type {ScreenStore} from './screen-store.ts';
import type {Editable, Where} from './steering.ts';

type FreeEditingOptions = ScreenStore & {
	drafting: Drafting;
	editors: Pick<Editors, 'openHere' | 'accepted'>;
	ownEditor: OwnEditor;
	later(task: Promise<void>): void;
};

export function createFreeEditing(options: FreeEditingOptions): (where: Where, editable: Editable) => void {
	const {drafting, editors, ownEditor, later, screen, change, say} = options;

	function openHere({accept, ...editable}: Editable, problem: string | null): void {
		editors.openHere({
			...editable,
			problem,
			accept(edited, close) {
				const done = () => {
					close();
					editors.accepted(editable.draft);
				};
				const back = (reason: string | null) => {
					const {editing} = screen();
					if (editing) change({editing: {...editing, problem: reason}});
				};
				accept(edited, done, back);
			},
		});
	}

	function openOutside(editable: Editable): void {
		const {text, name, draft, accept} = editable;
		const back = (problem: string | null) => {
			drafting.settle();
			if (problem === null) say('Nothing was saved. Your text is kept, and is there when you edit it again.');
			else openHere(editable, problem);
		};
		later(ownEditor(text, name, edited => accept(edited, () => editors.accepted(draft), back), true));
	}

	return (where, editable) => {
		if (where === 'here') openHere(editable, null);
		else openOutside(editable);
	};
}
