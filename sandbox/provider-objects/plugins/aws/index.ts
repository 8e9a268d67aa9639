/** The sandbox's AWS provider as a Pulumi plugin. */
import { AwsProvider } from "../../aws/aws-provider.ts";
import { serve } from "../serve.ts";

await serve(new AwsProvider(), process.argv.slice(2));
