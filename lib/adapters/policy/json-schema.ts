import * as z from "zod";
import { pipelineShape } from "./shape";

/** The JSON Schema that editors complete pipeline.yaml with, made from the shape that the reader holds it to (draft 7: all of them know it). */
export function pipelineSchema(): string {
  const schema = z.toJSONSchema(pipelineShape, { io: "input", unrepresentable: "any", target: "draft-7" });
  return `${JSON.stringify({ ...schema, title: "Slipway pipeline.yaml" }, null, 2)}\n`;
}
