// The front door: Pulumi's Node runtime calls the default export, and what it returns are the stack's outputs.
export { main as default } from "./stacks/main.ts";
