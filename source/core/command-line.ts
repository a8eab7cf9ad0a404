/** What only a shell would act on, with the name to say it by. */
const SHELL_ONLY: Record<string, string> = {
	'|': 'a pipe',
	'>': 'a redirection',
	'<': 'a redirection',
	'&': 'a second command or a background job',
	';': 'a second command',
	'\n': 'a second line',
	'(': 'a subshell',
	')': 'a subshell',
	$: 'a variable or a substitution',
	'`': 'a substitution',
	'*': 'a file pattern',
	'?': 'a file pattern',
	'[': 'a file pattern',
};

/** Likewise, at the beginning of a word. */
const SHELL_ONLY_FIRST: Record<string, string> = {'~': 'the home folder', '#': 'a comment'};

/**
 * Splits a command line into words by the quoting rules of POSIX sh (`'…'`, `"…"`, `\`). It is never given
 * to a shell, so whatever only a shell would act on is a problem, a sentence that says what to do instead.
 * The words are at least one, and the first is not empty.
 */
export function splitCommand(line: string): {words: string[]} | {problem: string} {
	const words: string[] = [];
	let word: string | null = null;
	let quote: '"' | "'" | null = null;

	for (let index = 0; index < line.length; index++) {
		const character = line[index]!;

		if (quote === "'") {
			if (character === "'") {
				quote = null;
			} else {
				word += character;
			}
		} else if (character === '\\') {
			const next = line[++index];

			if (next === undefined) {
				return {problem: 'The command ends in a lone backslash: remove it, or write it twice.'};
			}

			// A backslash joins two lines; within double quotes it escapes these three only besides itself.
			if (next !== '\n') {
				word = (word ?? '') + (quote === null || '"\\$`'.includes(next) ? '' : '\\') + next;
			}
		} else if (quote === '"') {
			if (character === '"') {
				quote = null;
			} else if (character === '$' || character === '`') {
				return needsShell(character);
			} else {
				word += character;
			}
		} else if (character === '"' || character === "'") {
			quote = character;
			word ??= '';
		} else if (character === ' ' || character === '\t') {
			if (word !== null) {
				words.push(word);
				word = null;
			}
		} else if (Object.hasOwn(SHELL_ONLY, character)) {
			return needsShell(character);
		} else if (word === null && Object.hasOwn(SHELL_ONLY_FIRST, character)) {
			return needsShell(character, SHELL_ONLY_FIRST[character]);
		} else {
			word = (word ?? '') + character;
		}
	}

	if (quote !== null) {
		return {problem: `The command has a ${quote} that is never closed: close it, or write \\${quote}.`};
	}

	if (word !== null) {
		words.push(word);
	}

	if (!words[0]) {
		return {problem: 'The command is empty: write what runs the program, such as `python3 main.py`.'};
	}

	if (/^[A-Za-z_]\w*=/.test(words[0])) {
		return needsShell(words[0], 'a setting of the environment');
	}

	return {words};
}

function needsShell(text: string, meaning = SHELL_ONLY[text]!): {problem: string} {
	const shown = text === '\n' ? 'the line break' : `\`${text}\``;
	return {
		problem: `In the command, ${shown} means ${meaning}, which needs a shell, and none is used: put the line into a script file such as run.sh and run that (\`sh run.sh\`), or put it in single quotes to mean the character itself.`,
	};
}

/** A word as it is typed in a shell: in quotes if it holds anything that a shell would act on. */
export function quoteWord(word: string): string {
	return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
