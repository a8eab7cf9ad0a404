/** What to do about a module that could not be imported. */
import {stat} from 'node:fs/promises';
import {dirname, resolve} from 'node:path';
import {suggest} from '../../core/pipeline/suggest.ts';
import {ownNames} from './own-name.ts';

/** What our own entry exports besides types. */
const ownExports = ['defineModule', 'OperationFailure'];

/** A sentence. `file`: the one that the error is about. */
export async function adviseOnImport(error: Error, file: string): Promise<string> {
	const code = 'code' in error ? error.code : null;
	const {message} = error;
	if (code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX') {
		return 'Types are removed and nothing is compiled: write it in plain JavaScript with types (no enum, no namespace).';
	}

	const [, what, missing] =
		/^Cannot find (package|module) '(.+?)(?:\?.*)?' imported from/.exec(message) ?? [];
	if (what === 'package') return adviseOnPackage(missing!);
	if (code === 'ERR_PACKAGE_PATH_NOT_EXPORTED')
		return 'That package has no such part: look at what it exports.';
	if (what === 'module') return adviseOnFile(missing!, file);

	const [, from, name] = /module '(.+?)' does not provide an export named '(.+?)'/.exec(message) ?? [];
	if (name !== undefined) return adviseOnExport(from!, name);
	if (/^(require|module|exports|__dirname|__filename) is not defined/.test(message)) {
		return 'Modules are ES modules: write `import … from` and `export default`, and `import.meta.dirname` for the folder.';
	}

	return error instanceof SyntaxError
		? 'Mend the syntax there.'
		: 'Mend what the module does while it is imported.';
}

function adviseOnPackage(name: string): string {
	if (/^orchestrai\b/.test(name)) {
		return `Write ${ownNames.map(own => `'${own}'`).join(', and in tests ')}: nothing has to be installed for that.`;
	}

	return `Install it in this folder (\`npm install ${name}\`), or check its name.`;
}

/** The endings are part of a path here, as they are in a browser. */
async function adviseOnFile(missing: string, importer: string): Promise<string> {
	const path = resolve(dirname(importer), missing);
	for (const ending of ['.mts', '.ts', '.mjs', '.js', '/index.mts', '/index.ts', '/index.js']) {
		const isThere = await stat(path + ending).then(
			found => found.isFile(),
			() => false,
		);
		if (isThere) return `Write the path with its ending, \`${ending}\`.`;
	}

	return 'Check the path, with its ending (`./other.mts`).';
}

function adviseOnExport(from: string, name: string): string {
	const near = ownNames.includes(from) ? suggest(name, ownExports) : null;
	if (near !== null) return `Did you mean \`${near}\`?`;
	return `Check the name; if it is a type, write \`import {type ${name}}\`: types are removed, and nothing of them is left to import.`;
}
