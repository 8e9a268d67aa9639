/** Serves a world to the engine: the package's name and the folder come from the executable that starts this. */
import { serve } from "../../../../sandbox/provider-objects/plugins/serve.ts";
import { World } from "./world.ts";

const [name = "", folder = "", ...args] = process.argv.slice(2);
await serve(new World(name, folder), args);
