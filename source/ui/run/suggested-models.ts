import type {KnownModel} from '../intentions.ts';
import type {Typing} from './screen.ts';

/** What is typed is the whole name of one: there is nothing to suggest. */
export function isNameOf({editor}: Pick<Typing, 'editor'>, models: readonly KnownModel[]): boolean {
	const typed = editor.text.trim().toLowerCase();
	return models.some(({name}) => name.toLowerCase() === typed);
}

/** The models that what is typed may mean, by how their names begin; all of them before anything is. */
export function suggestedFor({editor}: Pick<Typing, 'editor'>, models: readonly KnownModel[]): KnownModel[] {
	const typed = editor.text.trim().toLowerCase();
	return models.filter(({name}) => name.toLowerCase().startsWith(typed) && name.toLowerCase() !== typed);
}
