/** Where the operator is said to run. */
export const OPERATOR = {
    namespace: "openshift-tempo-operator",
    name: "tempo-operator-controller",
};
