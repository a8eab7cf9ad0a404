/** Each command of a few lines of shell, as its words: what pages show, no more. Redirections are left out. */
export function commandsOf(script: string): string[][] {
	const commands: string[][] = [[]];
	// A quoted text, an operator, a comment, blanks, or a piece of a word.
	const pieces =
		/\\\n|'([^']*)'|"((?:\\[\s\S]|[^"\\])*)"|(2?>>?|<<?)|(&&|\|\|?|;|&)|((?:^|(?<=\s))#.*)|(\n)|([ \t]+)|(\\.|[^\s'"\\|&;<>])/g;
	let word: string | null = null;
	let redirected = false;
	const endWord = () => {
		if (word !== null && !redirected) commands.at(-1)!.push(word);
		if (word !== null) redirected = false;
		word = null;
	};
	for (const [all, single, double, redirection, operator, comment, newline, blanks] of script.matchAll(
		pieces,
	)) {
		if (single !== undefined || double !== undefined) {
			word = (word ?? '') + (single ?? double!.replace(/\\(["\\$`])/g, '$1'));
			continue;
		}
		const ends =
			redirection ?? operator ?? comment ?? newline ?? blanks ?? (all === '\\\n' ? all : undefined);
		if (ends === undefined) {
			word = (word ?? '') + all;
			continue;
		}
		endWord();
		if (redirection !== undefined) redirected = true;
		if ((operator ?? newline) !== undefined) commands.push([]);
	}
	endWord();
	return commands.filter(command => command.length > 0);
}
