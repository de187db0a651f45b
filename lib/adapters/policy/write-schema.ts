import { writeFileSync } from "node:fs";
import { pipelineSchema } from "./json-schema";

writeFileSync("public/pipeline.schema.json", pipelineSchema());
