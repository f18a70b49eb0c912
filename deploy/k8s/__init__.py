"""What puts a province on Kubernetes."""
