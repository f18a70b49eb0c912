"""The door and the command line as they run: the process's own settings, real mongod, real broker."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from nameko.standalone.rpc import ClusterRpcProxy

from deploy.local.environment import python_environment
from deploy.local.keys import make_keys
from deploy.local.mongod import Mongod
from deploy.local.place import REPOSITORY, Place
from deploy.local.rabbitmq import Broker
from services.identity.usecases.seed_demonstration import PASSWORD

pytestmark = pytest.mark.slow
