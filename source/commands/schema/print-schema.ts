import {suggest} from '../../core/pipeline/suggest.ts';
import {type Invocation, UsageError} from '../command.ts';
import {keepSchema, schemaFile, schemaLine} from './keep-schema.ts';
import {type SchemaName, schemaNames, writeOutSchema} from './schemas.ts';

export async function printSchema({input, flags, around}: Invocation): Promise<number> {
	const name = readName(input[0] ?? 'pipeline');
	if (flags.write !== true) {
		around.stdout.write(await writeOutSchema(name, around.folder));
		return 0;
	}

	const written = await keepSchema(name, around.folder);
	around.stderr.write(
		`${schemaFile(name)} ${written ? 'is written.' : 'is as it should be.'}${howToUse[name]}\n`,
	);
	return 0;
}

const howToUse: Record<SchemaName, string> = {
	pipeline: ` Editors find it by a comment in the first line of a pipeline:

  in ./pipelines    ${schemaLine('pipeline', 1)}
  for pipeline.yml  ${schemaLine('pipeline', 0)}

In VS Code the extension YAML (redhat.vscode-yaml) reads it; elsewhere yaml-language-server. \`orchestrai check --watch\` finds what a schema cannot.`,
	settings: ` Editors find it by a comment in the first line of orchestrai.yml:

  ${schemaLine('settings', 0)}`,
	log: '',
};

function readName(word: string): SchemaName {
	const name = schemaNames.find(each => each === word);
	if (name !== undefined) return name;
	const near = suggest(word, schemaNames);
	throw new UsageError(
		`there is no schema of \`${word}\`.${near === null ? '' : ` Did you mean \`${near}\`?`} There are: ${schemaNames.join(', ')}.`,
	);
}
