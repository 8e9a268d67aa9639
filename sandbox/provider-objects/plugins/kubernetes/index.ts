/** The sandbox's Kubernetes provider as a Pulumi plugin. */
import { KubernetesProvider } from "../../kubernetes/kubernetes-provider.ts";
import { serve } from "../serve.ts";

await serve(new KubernetesProvider(), process.argv.slice(2));
