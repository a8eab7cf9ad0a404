/** A small pipeline for what needs no large one. */
export const talk = `description: A talk, sharpened before it is written out
pipeline:
  - module: start_module
    inputs: []
    output_name: request

  - module: task_planner
    inputs: [request]
    output_name: outline

  - module: scrutinizer
    inputs: [request, outline]
    output_name: objections
    model_config: {model: large}

  - module: script_writer
    inputs: [request, outline, objections]
    output_name: talk
    supplement: "At most ten minutes. No slides."
    checkpoint: always
`;
