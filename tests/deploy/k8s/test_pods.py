"""What every pod of ours must be, whoever wrote it."""

from deploy.local.processes import STOP_SECONDS
from tests.deploy.k8s.rendering import Manifest, containers, deployments, of_kind, pod_of


def test_no_process_is_root_or_may_become_it(manifests: list[Manifest]) -> None:
    for name, pod, container in containers(manifests):
        assert pod["securityContext"]["runAsNonRoot"] is True, name
        assert pod["securityContext"]["runAsUser"] > 0, name
        assert pod["securityContext"]["seccompProfile"]["type"] == "RuntimeDefault", name
        assert container["securityContext"]["allowPrivilegeEscalation"] is False, name
        assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}, name


def test_every_root_is_read_only(manifests: list[Manifest]) -> None:
    for name, _, container in containers(manifests):
        assert container["securityContext"]["readOnlyRootFilesystem"] is True, name


def test_every_container_asks_for_and_is_held_to_cpu_and_memory(manifests: list[Manifest]) -> None:
    for name, _, container in containers(manifests):
        for what in ("requests", "limits"):
            assert container["resources"][what].keys() == {"cpu", "memory"}, name


def test_liveness_asks_the_loop_and_readiness_the_neighbours(manifests: list[Manifest]) -> None:
    for name, _, container in containers(manifests):
        asked = {probe: container[probe]["httpGet"] for probe in ("startupProbe", "livenessProbe", "readinessProbe")}
        assert {get["port"] for get in asked.values()} == {"metrics"}, name
        assert asked["startupProbe"]["path"] == asked["livenessProbe"]["path"] == "/live", name
        assert asked["readinessProbe"]["path"] == "/ready", name
        # A readiness check may take five seconds (shared/observability/health.py).
        assert container["readinessProbe"]["timeoutSeconds"] > 5, name


def test_a_pod_has_more_time_to_stop_than_its_process_takes(manifests: list[Manifest]) -> None:
    for name, deployment in deployments(manifests).items():
        assert pod_of(deployment)["terminationGracePeriodSeconds"] > STOP_SECONDS, name


def test_no_pod_holds_a_token_of_the_cluster(manifests: list[Manifest]) -> None:
    for name, deployment in deployments(manifests).items():
        assert pod_of(deployment)["automountServiceAccountToken"] is False, name


def test_every_service_has_an_account_of_its_own(province: list[Manifest]) -> None:
    accounts = {account["metadata"]["name"] for account in of_kind(province, "ServiceAccount")}
    used = {pod_of(deployment)["serviceAccountName"] for deployment in deployments(province).values()}
    assert used == accounts
    assert "default" not in used


def test_selectors_choose_exactly_their_own_pods(province: list[Manifest]) -> None:
    selectors = [deployment["spec"]["selector"]["matchLabels"] for deployment in deployments(province).values()]
    for name, deployment in deployments(province).items():
        labels = deployment["spec"]["template"]["metadata"]["labels"]
        matching = [selector for selector in selectors if selector.items() <= labels.items()]
        assert matching == [{"app.kubernetes.io/name": name}]


def test_doors_survive_the_loss_of_a_machine(province: list[Manifest]) -> None:
    budgets = {
        budget["spec"]["selector"]["matchLabels"]["app.kubernetes.io/name"]
        for budget in of_kind(province, "PodDisruptionBudget")
    }
    scaled = {
        scaler["spec"]["scaleTargetRef"]["name"]: scaler["spec"]["minReplicas"]
        for scaler in of_kind(province, "HorizontalPodAutoscaler")
    }
    for name, deployment in deployments(province).items():
        if deployment["metadata"]["labels"]["so-tay/role"] in {"door", "gateway"}:
            assert name in budgets
            assert scaled.get(name, deployment["spec"].get("replicas", 0)) >= 2
