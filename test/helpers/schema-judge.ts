import {Ajv} from 'ajv';
import {parse} from 'yaml';

/** What is wrong with a value; null if nothing is. */
export type SchemaJudge = (value: unknown) => string | null;

/** Judges values by a schema, or by what `pointer` names of it, as editors and other programs do. */
export function schemaJudge(schema: object, pointer = ''): SchemaJudge {
	const ajv = new Ajv({
		strict: true,
		allowUnionTypes: true,
		allErrors: true,
		formats: {'date-time': text => !Number.isNaN(Date.parse(text))},
	});
	ajv.addSchema(schema, 'schema');
	const validate = ajv.getSchema(`schema#${pointer}`)!;
	return value => (validate(value) ? null : ajv.errorsText(validate.errors));
}

/** The same of the text of a YAML file. */
export function yamlJudge(schema: object): (text: string) => string | null {
	const judge = schemaJudge(schema);
	return text => judge(parse(text, {merge: true, logLevel: 'error'}));
}
