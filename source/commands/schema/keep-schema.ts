/** The schema as a file of the person's folder, where their editor finds it. */
import {lstat, mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import {readTextFile} from '../../io/library/read-text-file.ts';
import {describeFault} from '../../io/memory/file-fault.ts';
import {replaceFile} from '../../io/memory/replace-file.ts';
import {type SchemaName, writeOutSchema} from './schemas.ts';

/** Where it is kept, from the folder itself. */
export function schemaFile(name: SchemaName): string {
	return `.orchestrai/${name}.schema.json`;
}

/**
 * Writes the schema into the folder, or leaves it as it is where nothing in it changed; nothing else is touched. Returns
 * whether it was written. Throws a sentence.
 */
export async function keepSchema(name: SchemaName, folder: string): Promise<boolean> {
	const path = join(folder, schemaFile(name));
	const own = join(folder, '.orchestrai');
	// What is in it is written anew without asking: by a link that could be anything of the person's.
	if ((await lstat(own).catch(() => null))?.isSymbolicLink())
		throw new Error(`${own} is a link, and nothing is written through it: take it away, and try again.`);
	const text = await writeOutSchema(name, folder);
	const before = await readTextFile(path);
	if (before !== null && 'text' in before && before.text === text) return false;
	try {
		await mkdir(own, {recursive: true});
		await replaceFile(path, text, 0o644);
	} catch (error) {
		throw new Error(
			`${path} could not be written: ${describeFault(error)}. \`orchestrai schema ${name} > FILE\` puts it where you may write.`,
			{cause: error},
		);
	}

	return true;
}

/** The comment by which editors find the schema of a YAML file that lies `up` folders below. */
export function schemaLine(name: SchemaName, up: 0 | 1): string {
	return `# yaml-language-server: $schema=${up === 0 ? './' : '../'}${schemaFile(name)}`;
}
