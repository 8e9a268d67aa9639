// The name of the program's project.

/** As in Pulumi.yaml: it stands before the keys of all settings of the program. */
export const PROJECT = "tempo-sts";
