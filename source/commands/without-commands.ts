/** What is printed where a runner of workflows reads along, which takes some lines for commands to itself. */
import type {Environment} from './command.ts';

/** Whether this is a step of a workflow of GitHub. */
export function isInWorkflow({GITHUB_ACTIONS}: Environment): boolean {
	return Boolean(GITHUB_ACTIONS);
}

/**
 * GitHub's runner takes commands from all that a step prints, stderr as well: `::name::` where a line begins, however
 * far it is indented, and `##[name]` anywhere in it. What a file holds, or is called, must not be one. The same where
 * there is no Unicode, and the strokes `┆` and `■` are printed as `:` and `#`.
 */
export function withoutCommands(text: string): string {
	return (
		text
			// In the place of the indent of a quoted line, so that the marks below it stay under their places.
			.replace(/^([^\S\n]*)(?=[:┆]{2})/gm, (_, indent: string) => `  | ${indent.slice(4)}`)
			// A stroke within is seen, and what follows is a column further right.
			.replace(/[#■]{2}(?=\[)/g, '$&|')
	);
}
