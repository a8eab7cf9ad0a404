/** Languages of fenced blocks, by the names people and models use for them, and the endings of their files. */
const endings: Record<string, string> = {
	python: 'py pyi pyw',
	py: 'py pyi pyw',
	python3: 'py pyi pyw',
	javascript: 'js mjs cjs jsx',
	js: 'js mjs cjs jsx',
	jsx: 'jsx js',
	typescript: 'ts mts cts tsx',
	ts: 'ts mts cts tsx',
	tsx: 'tsx ts',
	json: 'json json5 jsonc webmanifest',
	html: 'html htm',
	css: 'css',
	scss: 'scss',
	yaml: 'yaml yml',
	yml: 'yaml yml',
	toml: 'toml lock',
	ini: 'ini cfg conf',
	markdown: 'md markdown mdx',
	md: 'md markdown mdx',
	mdx: 'mdx',
	c: 'c h',
	cpp: 'cpp cc cxx hpp h',
	'c++': 'cpp cc cxx hpp h',
	csharp: 'cs csx',
	'c#': 'cs csx',
	go: 'go',
	golang: 'go',
	rust: 'rs',
	rs: 'rs',
	java: 'java',
	kotlin: 'kt kts',
	ruby: 'rb',
	rb: 'rb',
	php: 'php',
	perl: 'pl pm',
	lua: 'lua',
	r: 'r R',
	swift: 'swift',
	sql: 'sql',
	xml: 'xml svg xsd',
	svg: 'svg',
	csv: 'csv tsv',
	diff: 'diff patch',
	patch: 'diff patch',
	udiff: 'diff patch',
	bash: 'sh bash zsh env',
	sh: 'sh bash zsh env',
	shell: 'sh bash zsh env',
	zsh: 'sh bash zsh env',
	console: 'sh',
	'shell-session': 'sh',
	terminal: 'sh',
	cmd: 'bat cmd',
	bat: 'bat cmd',
	batch: 'bat cmd',
	powershell: 'ps1 psm1',
	ps1: 'ps1 psm1',
};

const more =
	'txt text rst log env example sample properties gradle cmake mk tcl vue svelte astro ejs hbs j2 jinja jinja2 tmpl tpl proto graphql prisma tf nix dart scala ex exs erl hs ml clj el vim fish awk sed ipynb asm s in m mm jl cfg editorconfig spec feature less sass styl';

const knownEndings = new Set([...Object.values(endings), more].join(' ').toLowerCase().split(' '));

const shells = new Set(
	'bash sh shell zsh console shell-session terminal cmd bat batch powershell ps1'.split(' '),
);

/** The language of a file by its ending, `python` for `main.py`; empty if it is not known. */
export function languageOf(path: string): string {
	const ending = endingOf(path);
	return Object.keys(endings).find(language => endings[language]!.split(' ').includes(ending)) ?? '';
}

export function isShell(language: string): boolean {
	return shells.has(language.toLowerCase());
}

/** No language, or one that says nothing. */
export function isPlain(language: string): boolean {
	return ['', 'text', 'txt', 'plaintext', 'plain', 'output', 'log', 'none'].includes(language.toLowerCase());
}

export function isDiff(language: string): boolean {
	return ['diff', 'patch', 'udiff'].includes(language.toLowerCase());
}

/** An ending that files are known to have; a sentence holds many words with a dot in them. */
export function hasKnownEnding(path: string): boolean {
	return knownEndings.has(endingOf(path));
}

/** Whether a block of this language can be that file. An unknown language or ending may be anything. */
export function suits(language: string, path: string): boolean {
	const ending = endingOf(path);
	const own = endings[language.toLowerCase()];
	if (own === undefined || own.split(' ').includes(ending)) return true;
	if (isShell(language) || isDiff(language)) return ending === '';
	return !Object.values(endings).some(list => list.split(' ').includes(ending));
}

export function isMarkdown(language: string, path: string | null): boolean {
	return (
		['md', 'markdown', 'mdx'].includes(language.toLowerCase()) ||
		(path !== null && ['md', 'markdown', 'mdx'].includes(endingOf(path)))
	);
}

/** A file that consists of a diff, so that one in its place is its content. */
export function isPatch(path: string | null): boolean {
	return path !== null && ['diff', 'patch', 'rej'].includes(endingOf(path));
}

function endingOf(path: string): string {
	const name = path.slice(path.lastIndexOf('/') + 1);
	const dot = name.lastIndexOf('.');
	return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
}
