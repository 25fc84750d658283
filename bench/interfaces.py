#!/usr/bin/env python3
"""A hostile snapshot for `vigil reach`: N network interfaces (a million) that all hang on one instance; every second one lies in a subnet that is not there,
and each names a group of its own that is not there either.

usage: interfaces.py [N] > snapshot.json"""
import json
import sys

count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
allow = [{"RuleNumber": 100, "Egress": egress, "Protocol": "-1", "RuleAction": "allow", "CidrBlock": "0.0.0.0/0"} for egress in (False, True)]
rest = {
    "Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}],
    "Subnets": [{"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16", "AvailabilityZone": "az1"}],
    "RouteTables": [{"RouteTableId": "rtb-1", "VpcId": "vpc-1", "Associations": [{"Main": True}], "Routes": [
        {"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "State": "active"}, {"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-1", "State": "active"}]}],
    "NetworkAcls": [{"NetworkAclId": "acl-1", "VpcId": "vpc-1", "IsDefault": True, "Entries": allow}],
    "SecurityGroups": [{"GroupId": "sg-1", "VpcId": "vpc-1", "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]}],
    "InternetGateways": [{"InternetGatewayId": "igw-1", "Attachments": [{"VpcId": "vpc-1", "State": "available"}]}],
    "Reservations": [{"Instances": [{"InstanceId": "i-1", "State": {"Name": "running"}}]}],
}
sys.stdout.write(json.dumps(rest)[:-1] + ', "NetworkInterfaces": [')
for number in range(count):
    interface = {
        "NetworkInterfaceId": f"eni-{number:017x}", "VpcId": "vpc-1", "SubnetId": "subnet-1" if number % 2 == 0 else f"subnet-gone-{number}",
        "PrivateIpAddresses": [{"PrivateIpAddress": f"10.0.{number >> 8 & 255}.{number & 255}", "Association": {"PublicIp": "198.51.100.1"}}],
        "Groups": [{"GroupId": "sg-1"}, {"GroupId": f"sg-{number:017x}"}], "Attachment": {"InstanceId": "i-1", "DeviceIndex": number, "Status": "attached"},
    }
    sys.stdout.write((", " if number else "") + json.dumps(interface))
sys.stdout.write("]}")
