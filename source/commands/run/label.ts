import type {RunSettings} from '../../core/events.ts';
import type {Pipeline} from '../../core/pipeline/pipeline.ts';
import type {Model} from '../../core/ports.ts';
import type {Settings} from '../../io/library/settings.ts';
import type {Answering} from './endpoint.ts';
import type {Modules} from './plan.ts';

/** Which model each operation that asks one is going to ask, resolved. */
export function modelsOf(
	{operations}: Pipeline,
	modules: Modules,
	model: Model,
	settings: RunSettings,
): {output_name: string; model: string}[] {
	return operations
		.filter(({module}) => modules.get(module)?.definition.by === 'model')
		.map(({output_name, model_config}) => {
			const wanted = settings.models[output_name] ?? settings.model ?? model_config.model;
			return {output_name, model: model.resolve(wanted).model};
		});
}

/** Where these models are asked, each place once. */
export function hostsOf(models: readonly string[], {base_url, providers}: Settings): string[] {
	const hosts = models.map(name => {
		const provider = providers.find(each => name.startsWith(`${each.name}/`));
		return hostOf(provider ? provider.base_url : (base_url?.value ?? null));
	});
	return [...new Set(hosts)];
}

/** Who answers, for the screen; null where only a recording does. */
export function labelFor(
	{model, recordInto}: Answering,
	models: readonly string[],
	settings: Settings,
): string | null {
	if (model.kind === 'recorded') return null;
	const label = labelOf(models, settings);
	return recordInto === null ? label : `${label}, beside a recording`;
}

/** `qwen3 at localhost:11434`, `3 models at api.openai.com`, `2 models at 2 endpoints`. */
export function labelOf(models: readonly string[], settings: Settings): string {
	const names = new Set(models);
	const hosts = hostsOf(models, settings);
	const what = names.size === 1 ? [...names][0]! : `${names.size} models`;
	const where = hosts.length === 1 ? hosts[0]! : `${hosts.length} endpoints`;
	return names.size === 0 ? 'no model at all' : `${what} at ${where}`;
}

export function hostOf(base_url: string | null): string {
	if (base_url === null) return 'api.openai.com';
	return URL.canParse(base_url) ? new URL(base_url).host : base_url;
}
