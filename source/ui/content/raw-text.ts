/** The text behind a tab as it came, for copying. */
import type {RunView} from '../../core/store.ts';
import type {Tab} from '../run/screen.ts';
import {currentText} from './output.ts';

/** Null where a tab has no text of its own. */
export function createRawText(view: RunView): (tab: Tab, output_name: string) => string | null {
	return (tab, output_name) => {
		const operation = view.state().operations.get(output_name);
		if (!operation) return null;
		if (tab === 'prompt') return operation.prompt;
		if (tab !== 'output') return null;
		return view.live(output_name)?.pieces.join('') ?? currentText(operation) ?? null;
	};
}
