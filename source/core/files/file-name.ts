/** Recognising a file's name in what a model wrote: in an info string, a line of prose, a comment. */
import {hasKnownEnding} from './fence-language.ts';

const withoutEnding =
	/^(Dockerfile|Containerfile|Makefile|GNUmakefile|Procfile|Gemfile|Rakefile|Vagrantfile|Jenkinsfile|Caddyfile|LICENSE|LICENCE|NOTICE|README|CHANGELOG|AUTHORS|VERSION|CODEOWNERS|MANIFEST\.in|BUILD|WORKSPACE)$/;

/** Words with a dot that prose is full of. */
const products =
	/^(node|next|nuxt|vue|react|express|three|d3|chart|p5|alpine|ember|backbone|deno|bun|discord|socket)\.(js|io)$/i;

/** No spaces, and an ending, a dot in front, a well-known name, or (`folders`) a slash. */
function looksLikePath(text: string, {folders = false} = {}): boolean {
	if (
		text === '' ||
		text.length > 300 ||
		/[\s"'`<>|*?;,=()$!&#]|:\/\//.test(text.replace(/\(\w+\)(?=\/)/g, ''))
	) {
		return false;
	}

	if (/^(text|application|image|audio|video|multipart)\/[\w+-]+$/.test(text)) return false;
	const name = text.slice(text.lastIndexOf('/') + 1);
	if (/^\.[A-Za-z][\w.-]*$/.test(name) || withoutEnding.test(name)) return true;
	if (/[^.]\.[A-Za-z][\w-]{0,14}$/.test(name)) return true;
	return folders && /[^/]\/[\w[]/.test(text) && !name.endsWith('.');
}

/** Stricter, for words in the midst of others: also an ending that files are known to have. */
function isSurelyPath(text: string): boolean {
	const name = text.slice(text.lastIndexOf('/') + 1);
	return (
		looksLikePath(text) && !products.test(text) && (hasKnownEnding(text) || /^\.\w|^[A-Z]\w*file$/.test(name))
	);
}

/** `python main.py`, `python:src/main.py`, `main.py`, `title="main.py"`, `{file=main.py}`, `12:20:src/a.ts`. */
export function readInfo(info: string): {language: string; path: string | null} {
	const text = info.trim();
	const first = /^[^\s{:=]*/.exec(text)![0];
	const language = looksLikePath(first, {folders: true}) ? '' : first.replace(/^\./, '');
	const labelled =
		/(?:^|[\s{,])(?:title|file|filename|file_name|filepath|file_path|name|path)\s*[=:]\s*(?:"([^"]+)"|'([^']+)'|([^\s}"',]+))/i.exec(
			text,
		);
	if (labelled) {
		const path = (labelled[1] ?? labelled[2] ?? labelled[3])!.trim();
		const isLabel = /^(title|file|filename|name|path)$/i.test(language);
		if (looksLikePath(path.replaceAll(' ', '_'), {folders: true}))
			return {language: isLabel ? '' : language, path};
	}

	const coloned = /^(?:\d+:\d+|[\w+#.-]+)\s*:\s*([^\s:]+)/.exec(text);
	if (coloned && looksLikePath(unwrap(coloned[1]!), {folders: true})) {
		return {language: /^\d/.test(language) ? '' : language, path: unwrap(coloned[1]!)};
	}

	const word = text
		.split(/\s+/)
		.map(unwrap)
		.find((each, index) => looksLikePath(each, {folders: true}) && (index > 0 || !products.test(each)));
	return {language, path: word ?? null};
}

/**
 * A line that does nothing but name a file: bare, bold, in backticks, a heading, a list's item, with
 * “File:” before it, with a remark after it.
 */
export function readNamingLine(line: string): string | null {
	const bare = line
		.trim()
		.replace(/^(>\s*|#{1,6}\s+|\/\/+\s*|<!--\s*|[-*+•]\s+|\(?\d+(\.\d+)*[.):]\s+|#{1,6}\s+)+/, '')
		.replace(/\s*(-->|#+)\s*$/, '')
		.replace(/^[^\p{L}\p{N}\s`*_"'“(./~[\]{}\\@+-]+\s*/u, '');
	const unlabelled = stripDecoration(bare).replace(
		/^[*_]*(?:(?:step|part)\s*\d+\s*[:.–—-]?\s*)?[*_]*(?:(?:the|new|updated?|modified|changed|create|corrected|fixed|edit|final|complete|full)\s+)?(?:file\s*-?name|file\s*-?path|file|path|name|datei|fichier|archivo)?[*_]*(?:\s*\d+)?\s*:?[*_]*\s*(?=\S)/i,
		'',
	);
	for (const candidate of [stripDecoration(bare), stripDecoration(unlabelled)]) {
		if (looksLikePath(candidate) && !products.test(candidate)) return candidate;
	}

	const quoted = /^[*_]*[`"“]([^`"”]+)[`"”]/.exec(bare) ?? /^\*\*([^*]+)\*\*/.exec(bare);
	const spaced = quoted && stripDecoration(quoted[1]!);
	if (spaced && looksLikePath(spaced.replaceAll(' ', '_')) && isRemark(bare.slice(quoted[0].length))) {
		return spaced;
	}

	const start = /^\S+/.exec(unlabelled)?.[0] ?? '';
	const word = stripDecoration(start);
	return isSurelyPath(word) && isRemark(unlabelled.slice(start.length), start.endsWith(':')) ? word : null;
}

/**
 * The file that a sentence announces: “Here is the modified `main.py` file:”. Of several names the one that
 * `suits` the block, and of these the one in front of the colon, else the first.
 */
export function readSentence(line: string, suits: (path: string) => boolean): string | null {
	const text = line.trim();
	const marked = [...text.matchAll(/`([^`]+)`|\*\*([^*]+)\*\*|"([^"]+)"|“([^”]+)”/g)]
		.map(match => ({
			path: stripDecoration((match[1] ?? match[2] ?? match[3] ?? match[4])!),
			end: match.index + match[0].length,
		}))
		.filter(({path}) => looksLikePath(path));
	const plain = /[:：]\**$/.test(text)
		? [...text.matchAll(/\S+/g)]
				.map(match => ({
					path: match[0].replace(/^[([*]+|[):,;.!\]*]+$/g, ''),
					end: match.index + match[0].length,
				}))
				.filter(({path}) => isSurelyPath(path))
		: [];
	const found = (marked.length > 0 ? marked : plain).filter(({path}) => suits(path));
	const announced = found.find(({end}) => /^\W*(file|module|script|code|now)?\W*$/i.test(text.slice(end)));
	return (announced ?? found[0])?.path ?? null;
}

/** A comment that holds a path and no more: `# main.py`, `// file: src/a.js`, `<!-- index.html -->`. */
export function readComment(line: string): string | null {
	const comment =
		/^\s*(?:#+|\/\/+|--|;+|%+|'|"""|REM\s)\s*(?!!)(.*?)\s*(?:"""|#+)?\s*$/i.exec(line) ??
		/^\s*<!--\s*(.*?)\s*-->\s*$/.exec(line) ??
		/^\s*\/\*+\s*(.*?)\s*\*+\/\s*$/.exec(line) ??
		/^\s*\{[-#%]\s*(.*?)\s*[-#%]\}\s*$/.exec(line);
	if (!comment) return null;
	const text = comment[1]!.replace(
		/^(?:file\s*-?name|file\s*-?path|filename|filepath|file|path)\s*:\s*/i,
		'',
	);
	const word = /^\S+/.exec(text)?.[0] ?? '';
	const path = stripDecoration(word);
	return isSurelyPath(path) && isRemark(text.slice(word.length), word.endsWith(':')) ? path : null;
}

/** What may follow a name without making it part of a sentence: nothing, a remark after a dash, in brackets. */
function isRemark(rest: string, coloned = false): boolean {
	return coloned || /^[*_`]*\s*(:.*|[–—-]{1,2}\s.*|[([].*[)\]]\W*|file\W*)?$/i.test(rest.trimEnd());
}

function stripDecoration(text: string): string {
	let current = text.trim();
	for (;;) {
		const next = unwrap(current.replace(/[:：]+$/, '').trim()).trim();
		if (next === current) return current;
		current = next;
	}
}

function unwrap(text: string): string {
	return text
		.replace(/^[`"“'{]+|[`"”'},;]+$/g, '')
		.replace(/^\*{1,3}|\*{1,3}$/g, '')
		.replace(/^__(.+\.\w+)__$|^_([^_].*\.\w+)_$/, '$1$2');
}
