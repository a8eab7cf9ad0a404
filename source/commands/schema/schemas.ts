import {pipelineSchema} from '../../core/pipeline/schema.ts';
import type {JsonSchema} from '../../core/pipeline/schema-of-shape.ts';
import {unlikeCommands} from '../../core/visible.ts';
import {settingsSchema} from '../../io/library/settings-schema.ts';
import {logSchema} from '../../io/memory/log-schema.ts';
import {listModuleNames} from '../run/plan.ts';

const schemas = {
	pipeline: async (folder: string) =>
		pipelineSchema([...(await listModuleNames(folder)).names].toSorted(inOrder)),
	settings: async () => settingsSchema(),
	log: async () => logSchema(),
} satisfies Record<string, (folder: string) => Promise<JsonSchema>>;

export type SchemaName = keyof typeof schemas;

export const schemaNames = Object.keys(schemas) as SchemaName[];

/** The text of a schema; that of pipelines offers the modules and prompts of the folder too. */
export async function writeOutSchema(name: SchemaName, folder: string): Promise<string> {
	return `${unlikeCommands(JSON.stringify(await schemas[name](folder), null, 2))}\n`;
}

/** The same on every machine: the file is under version control. */
function inOrder(a: string, b: string): number {
	return a < b ? -1 : 1;
}
